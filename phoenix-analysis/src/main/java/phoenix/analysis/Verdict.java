package phoenix.analysis;

/** How an experiment stands. Whether it is final is {@link Judgement#decided()}. */
public enum Verdict {
    /** Every criterion passes. */
    ACCEPT,
    /** At least one criterion fails. */
    REJECT,
    /** The evidence allows neither, so far or with the time spent. */
    INCONCLUSIVE,
    /** A criterion has nothing to judge by. */
    NO_DATA,
    /** The comparison itself was not fair. */
    INVALID
}
