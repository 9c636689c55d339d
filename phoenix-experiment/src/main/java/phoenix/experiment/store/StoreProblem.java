package phoenix.experiment.store;

/**
 * Why a store cannot do what it was asked.
 *
 * @param kind for programs
 * @param message what happened and where, for a person
 * @param remedy what that person can do about it
 */
public record StoreProblem(Kind kind, String message, String remedy) {
    /** The kinds of problem, by who can act on them. */
    public enum Kind {
        /** Another process, or another part of this one, is writing this run. */
        LOCKED,
        /** The run has reached its size limit. */
        SIZE_LIMIT,
        /** The disk, or the user's quota on it, is full. */
        DISK_FULL,
        /** The directory cannot be made, written or read. */
        NO_ACCESS,
        /** What is in the directory was not written by this store, or by a newer version of it. */
        FOREIGN,
        /** The data are damaged beyond what checksums let the store leave out. */
        CORRUPT,
        /** The run was closed, or is being deleted. */
        CLOSED,
        /** The store did not answer in time, or answered with an error. */
        FAILED
    }

    @Override
    public String toString() {
        return message + " (" + remedy + ")";
    }
}
