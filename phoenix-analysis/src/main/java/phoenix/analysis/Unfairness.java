package phoenix.analysis;

/**
 * Something that makes a difference between the variants mean less than it seems.
 *
 * @param reason what was seen, for people
 */
public record Unfairness(Kind kind, String reason) {
    /** What went wrong. */
    public enum Kind {
        /** The variants did not get the same; it invalidates a verdict that rests on a difference, not one of equality. */
        UNEQUAL_INPUT,
        /**
         * The variants read the same source at other times, as the candidate's settings ask for. That explains values that
         * differ, and invalidates a failure of fidelity; how much is read is the candidate's own doing.
         */
        UNEQUAL_READINGS,
        /** A variant restarted too often for its buckets to be left out. */
        RESTART,
        /** Clocks too far apart to pair buckets. */
        CLOCK;

        /** Whether the results of the criteria could be nothing but this. */
        boolean explains(Criterion criterion, CriterionResult result) {
            boolean fails = result == CriterionResult.FAIL;
            return switch (this) {
                case UNEQUAL_INPUT ->
                    fails || (criterion.rule() instanceof Rule.ReduceBy && result == CriterionResult.PASS);
                case UNEQUAL_READINGS -> fails && criterion.measure().equals(Criterion.FIDELITY);
                case RESTART, CLOCK -> true;
            };
        }
    }
}
