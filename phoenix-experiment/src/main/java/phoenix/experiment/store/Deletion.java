package phoenix.experiment.store;

/** What became of the deletion of a run. */
public sealed interface Deletion {
    /**
     * The samples were there and are verifiably gone.
     *
     * @param bytes bytes given back
     */
    record Deleted(long bytes) implements Deletion {}

    /** There was nothing to delete: never written, or deleted before. */
    record NothingThere() implements Deletion {}

    /** The store does not let anyone delete; the samples go when its own retention ends. */
    record LeftToRetention(String explanation) implements Deletion {}

    /** Not deleted, or not completely. Asking again is safe. */
    record Failed(StoreProblem problem) implements Deletion {}
}
