package phoenix.analysis;

/**
 * Something that makes a difference between the variants mean less than it seems.
 *
 * @param reason what was seen, for people
 */
public record Unfairness(Kind kind, String reason) {
    /** What went wrong. */
    public enum Kind {
        /** The variants did not read the same; it invalidates a verdict that rests on a difference, not one of equality. */
        UNEQUAL_INPUT,
        /** A variant restarted too often for its buckets to be left out. */
        RESTART,
        /** Clocks too far apart to pair buckets. */
        CLOCK
    }
}
