package phoenix.analysis;

/** How a criterion is decided. */
public enum CriterionKind {
    /** A fact about the observed window, without error rate. */
    EXACT,
    /** An inference about the mean, with a stated error rate. */
    STATISTICAL
}
