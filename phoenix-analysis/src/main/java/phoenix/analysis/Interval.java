package phoenix.analysis;

/**
 * A confidence interval that holds at every look.
 *
 * @param low may be negative infinity where there is not enough evidence for an end
 * @param high may be positive infinity likewise
 * @param confidence the chance, over the whole experiment, that each end is on the right side of the truth
 */
public record Interval(double low, double high, double confidence) {
    /** Whether both ends are known. */
    public boolean bounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
