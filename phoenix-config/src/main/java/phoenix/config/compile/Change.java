package phoenix.config.compile;

/**
 * One thing the compiler did to a configuration.
 *
 * @param where the path in the configuration: {@code exporters::prometheus::endpoint}
 * @param text what was done and why, for the user; holds no secret
 */
public record Change(Kind kind, String where, String text) {

    /** What was done. */
    public enum Kind {
        ADDED,
        REBOUND,
        REDIRECTED,
        MOVED,
        /** A variable that Phoenix sets has its value here. */
        FILLED_IN,
        /** The configuration asks for it, and it is not done. */
        OMITTED
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + where + ": " + text;
    }
}
