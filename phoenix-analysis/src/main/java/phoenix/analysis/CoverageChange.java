package phoenix.analysis;

/**
 * A fact about what one variant has and the other has not, or has otherwise.
 *
 * @param type what it is about: {@code metric}, {@code label}, {@code host}, {@code process}, {@code service}, {@code container}
 * @param id its name
 * @param detail what was seen, for people; empty where the change says it all
 */
public record CoverageChange(Change change, String type, String id, String detail) {
    /** What happened. */
    public enum Change {
        LOST,
        ADDED,
        /** The metric kept its name and changed type, temporality, monotonicity or unit. */
        ALTERED
    }

    public CoverageChange(Change change, String type, String id) {
        this(change, type, id, "");
    }

    @Override
    public String toString() {
        return type + " " + id + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
