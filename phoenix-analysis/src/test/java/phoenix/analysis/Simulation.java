package phoenix.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;
import phoenix.analysis.Streams.Noise;
import phoenix.analysis.Streams.Shape;

/** Many experiments with a known truth, each watched at every bucket until its first decision. */
record Simulation(Shape shape, int runs, int buckets) {
    static final long SEED = 20_261_123;
    private static final double LEVEL = 100;
    private static final double NOISE = 10;

    /**
     * Shares of the runs, and the bucket by which half of the runs had decided.
     *
     * @param median 0 where fewer than half decided
     */
    record Rates(double pass, double fail, int median) {}

    Rates run(double change, Rule rule, SplittableRandom random) {
        Inference inference = new Inference(JudgeSettings.DEFAULTS, 1);
        int passed = 0;
        int failed = 0;
        int[] decidedAt = new int[runs];
        Arrays.fill(decidedAt, Integer.MAX_VALUE);
        for (int run = 0; run < runs; run++) {
            SplittableRandom own = random.split();
            Noise baseline = shape.noise(own);
            Noise candidate = shape.noise(own);
            PairedSeries series = new PairedSeries();
            for (int t = 0; t < buckets; t++) {
                series.append(t, LEVEL + NOISE * baseline.next(), LEVEL * (1 + change) + NOISE * candidate.next());
                if (series.pairs() < JudgeSettings.DEFAULTS.exactBucketsMin()) {
                    continue;
                }
                CriterionResult result = inference.result(series, rule, 0);
                if (result != CriterionResult.UNDECIDED) {
                    passed += result == CriterionResult.PASS ? 1 : 0;
                    failed += result == CriterionResult.FAIL ? 1 : 0;
                    decidedAt[run] = t + 1;
                    break;
                }
            }
        }
        Arrays.sort(decidedAt);
        int median = decidedAt[runs / 2];
        return new Rates((double) passed / runs, (double) failed / runs, median == Integer.MAX_VALUE ? 0 : median);
    }
}
