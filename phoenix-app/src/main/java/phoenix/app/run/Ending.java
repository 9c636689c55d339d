package phoenix.app.run;

/**
 * What ended a run before its time.
 *
 * @param reason for the user; empty when nothing did
 */
public record Ending(Cause cause, String reason) {
    public static final Ending NONE = new Ending(Cause.NONE, "");

    /** Whose fault it is. */
    public enum Cause {
        NONE,
        /** A candidate that had to be stopped is not safe, whatever the figures say. */
        CANDIDATE,
        /** A broken comparison says nothing about the candidate. */
        COMPARISON
    }

    public static Ending candidate(String reason) {
        return new Ending(Cause.CANDIDATE, "the candidate was stopped: " + reason);
    }

    public static Ending comparison(String reason) {
        return new Ending(Cause.COMPARISON, reason);
    }

    public boolean isEarly() {
        return cause != Cause.NONE;
    }
}
