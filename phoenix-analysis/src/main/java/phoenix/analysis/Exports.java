package phoenix.analysis;

/**
 * Points of each variant that production refused for good or that were given up. A held export that failed its check counts as failed.
 *
 * @param baselineFailed points of the baseline
 * @param candidateFailed points of the candidate
 */
public record Exports(long baselineFailed, long candidateFailed) {
    public static final Exports NONE_FAILED = new Exports(0, 0);

    public Exports {
        if (baselineFailed < 0 || candidateFailed < 0) {
            throw new IllegalArgumentException("counts cannot be negative");
        }
    }
}
