package phoenix.analysis;

/** How one criterion stands. */
public enum CriterionResult {
    PASS,
    FAIL,
    /** The evidence so far allows neither. */
    UNDECIDED,
    /** There is nothing to judge by; never a pass. */
    NO_DATA
}
