package phoenix.analysis;

/**
 * What is known about one measure of both variants: appended to bucket by bucket, asked at every look. An append and a look cost the same
 * at the first bucket and at the millionth; no bucket is kept.
 *
 * <p>A bucket counts only where both sides are finite; anything else is counted as missing on its side. Not safe for use by several
 * threads.
 */
public final class PairedSeries {
    private final LaggedProducts lagged;
    private final BlockLadder blocks;
    private final RepeatWatch baselineWatch;
    private final RepeatWatch candidateWatch;
    private long lastIndex = Long.MIN_VALUE;
    private long missingBaseline;
    private long missingCandidate;
    private long missingBoth;
    private long differing;
    private long baselineNonZero;
    private long candidateNonZero;
    private boolean baselineConstant = true;
    private boolean candidateConstant = true;
    private double firstBaseline;
    private double firstCandidate;

    public PairedSeries() {
        this(new LaggedProducts(), new BlockLadder(), new RepeatWatch(), new RepeatWatch());
    }

    private PairedSeries(
            LaggedProducts lagged, BlockLadder blocks, RepeatWatch baselineWatch, RepeatWatch candidateWatch) {
        this.lagged = lagged;
        this.blocks = blocks;
        this.baselineWatch = baselineWatch;
        this.candidateWatch = candidateWatch;
    }

    /**
     * Appends one bucket.
     *
     * @throws IllegalArgumentException where the index does not grow
     */
    public void append(long index, double baseline, double candidate) {
        if (index <= lastIndex) {
            throw new IllegalArgumentException("bucket " + index + " comes after bucket " + lastIndex);
        }
        lastIndex = index;
        boolean hasBaseline = Double.isFinite(baseline);
        boolean hasCandidate = Double.isFinite(candidate);
        if (hasBaseline && hasCandidate) {
            appendComplete(baseline, candidate);
        } else if (hasBaseline) {
            missingCandidate++;
        } else if (hasCandidate) {
            missingBaseline++;
        } else {
            missingBoth++;
        }
    }

    /** Appends one bucket. */
    public void append(PairedBucket bucket) {
        append(bucket.index(), bucket.baseline(), bucket.candidate());
    }

    private void appendComplete(double baseline, double candidate) {
        if (lagged.count() == 0) {
            firstBaseline = baseline;
            firstCandidate = candidate;
        }
        baselineConstant &= baseline == firstBaseline;
        candidateConstant &= candidate == firstCandidate;
        differing += baseline == candidate ? 0 : 1;
        baselineNonZero += baseline == 0 ? 0 : 1;
        candidateNonZero += candidate == 0 ? 0 : 1;
        baselineWatch.add(baseline);
        candidateWatch.add(candidate);
        lagged.add(baseline, candidate - baseline);
        blocks.add(baseline, candidate - baseline);
    }

    /** Complete buckets so far. */
    public int pairs() {
        return lagged.count();
    }

    /** Buckets that the candidate has and the baseline has not. */
    public long missingBaseline() {
        return missingBaseline;
    }

    /** Buckets that the baseline has and the candidate has not. */
    public long missingCandidate() {
        return missingCandidate;
    }

    /** Buckets that neither has. */
    public long missingBoth() {
        return missingBoth;
    }

    /** Share of buckets, among those that either side has, that only one side has; 0 without any. */
    public double missingShare() {
        long oneSided = missingBaseline + missingCandidate;
        long either = oneSided + pairs();
        return either == 0 ? 0 : (double) oneSided / either;
    }

    /** Whether every complete bucket has the same value on both sides; true without any. */
    public boolean identical() {
        return differing == 0;
    }

    /** Whether neither side ever moved, so that their difference is no matter of chance. */
    public boolean constant() {
        return baselineConstant && candidateConstant;
    }

    /** Mean of the baseline over complete buckets; NaN without any. */
    public double meanBaseline() {
        return lagged.count() == 0 ? Double.NaN : lagged.meanBaseline();
    }

    /** Mean of the candidate over complete buckets; NaN without any. */
    public double meanCandidate() {
        return lagged.count() == 0 ? Double.NaN : lagged.meanBaseline() + lagged.meanDifference();
    }

    /** Candidate's mean over baseline's mean, minus 1; 0 where both are 0, NaN where it has no meaning. */
    public double relativeChange() {
        if (identical() && pairs() > 0) {
            return 0;
        }
        double change = lagged.meanDifference() / lagged.meanBaseline();
        return Double.isFinite(change) && lagged.meanBaseline() > 0 ? change : Double.NaN;
    }

    /** Whether exactly one side froze on an old value while the other went on; a source that stands still shows on both. */
    public boolean oneSideFroze() {
        return baselineWatch.frozen() != candidateWatch.frozen();
    }

    /** Complete buckets in which the baseline was not 0. */
    long baselineNonZero() {
        return baselineNonZero;
    }

    /** Complete buckets in which the candidate was not 0. */
    long candidateNonZero() {
        return candidateNonZero;
    }

    LaggedProducts lagged() {
        return lagged;
    }

    BlockLadder blocks() {
        return blocks;
    }

    /** A copy that later appends do not reach. */
    public PairedSeries copy() {
        PairedSeries copy = new PairedSeries(lagged.copy(), blocks.copy(), baselineWatch.copy(), candidateWatch.copy());
        copy.lastIndex = lastIndex;
        copy.missingBaseline = missingBaseline;
        copy.missingCandidate = missingCandidate;
        copy.missingBoth = missingBoth;
        copy.differing = differing;
        copy.baselineNonZero = baselineNonZero;
        copy.candidateNonZero = candidateNonZero;
        copy.baselineConstant = baselineConstant;
        copy.candidateConstant = candidateConstant;
        copy.firstBaseline = firstBaseline;
        copy.firstCandidate = firstCandidate;
        return copy;
    }
}
