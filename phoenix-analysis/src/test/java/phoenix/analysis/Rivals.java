package phoenix.analysis;

import java.util.Arrays;
import java.util.SplittableRandom;
import phoenix.analysis.Streams.Noise;
import phoenix.analysis.Streams.Shape;

/**
 * Rules that others judge by, on the streams of {@link Simulation} with identical variants: how often each raises a false
 * alarm when somebody looks every {@value #LOOK_EVERY} buckets and acts at the first one.
 */
record Rivals(Shape shape, int runs, int buckets) {
    private static final int LOOK_EVERY = 20;
    private static final double LEVEL = 100;
    private static final double NOISE = 10;
    private static final double T_95 = 1.96;
    private static final double Z_98 = 2.326348;
    private static final double TOLERANCE = 0.25;
    private static final int CHECKS_IN_A_ROW = 3;
    private static final double THRESHOLD = 1.05;

    /** Shares of the runs, in per cent. */
    record Alarms(double peekingT, double kayenta, double threshold, double thresholdInARow, double ours) {
        @Override
        public String toString() {
            return "%.1f | %.1f | %.1f | %.1f | %.2f".formatted(peekingT, kayenta, threshold, thresholdInARow, ours);
        }
    }

    Alarms run(SplittableRandom random) {
        int[] alarms = new int[5];
        Inference inference = new Inference(JudgeSettings.DEFAULTS, 1);
        for (int run = 0; run < runs; run++) {
            SplittableRandom own = random.split();
            Noise baselineNoise = shape.noise(own);
            Noise candidateNoise = shape.noise(own);
            double[] baseline = new double[buckets];
            double[] candidate = new double[buckets];
            PairedSeries series = new PairedSeries();
            boolean[] raised = new boolean[5];
            int above = 0;
            for (int t = 0; t < buckets; t++) {
                baseline[t] = LEVEL + NOISE * baselineNoise.next();
                candidate[t] = LEVEL + NOISE * candidateNoise.next();
                series.append(t, baseline[t], candidate[t]);
                if ((t + 1) % LOOK_EVERY != 0) {
                    continue;
                }
                raised[0] |= tTest(baseline, candidate, t + 1);
                raised[1] |= !raised[1] && kayentaFails(baseline, candidate, t + 1);
                above = candidate[t] > THRESHOLD * baseline[t] ? above + 1 : 0;
                raised[2] |= above > 0;
                raised[3] |= above >= CHECKS_IN_A_ROW;
                raised[4] |=
                        inference.result(series, new Rule.IncreaseAtMost(new Percent(0)), 0) == CriterionResult.FAIL;
            }
            for (int i = 0; i < alarms.length; i++) {
                alarms[i] += raised[i] ? 1 : 0;
            }
        }
        double[] shares =
                Arrays.stream(alarms).mapToDouble(a -> 100.0 * a / runs).toArray();
        return new Alarms(shares[0], shares[1], shares[2], shares[3], shares[4]);
    }

    /** Paired, two-sided at 5 %. */
    private static boolean tTest(double[] baseline, double[] candidate, int n) {
        double sum = 0;
        double squares = 0;
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            double d = candidate[i] - baseline[i];
            if (Double.isFinite(d)) {
                pairs++;
                sum += d;
                squares += d * d;
            }
        }
        double mean = sum / pairs;
        double variance = (squares - sum * mean) / (pairs - 1);
        return Math.abs(mean) > T_95 * Math.sqrt(variance / pairs);
    }

    /**
     * Kayenta's classifier with its defaults: the 98 % interval of the Mann-Whitney shift, by order statistics of all
     * differences, lies wholly beyond a quarter of the Hodges-Lehmann estimate, to either side.
     */
    private static boolean kayentaFails(double[] baseline, double[] candidate, int n) {
        double[] control =
                Arrays.stream(baseline, 0, n).filter(Double::isFinite).toArray();
        double[] experiment =
                Arrays.stream(candidate, 0, n).filter(Double::isFinite).toArray();
        double[] shifts = new double[control.length * experiment.length];
        for (int i = 0; i < experiment.length; i++) {
            for (int j = 0; j < control.length; j++) {
                shifts[i * control.length + j] = experiment[i] - control[j];
            }
        }
        Arrays.sort(shifts);
        double half = shifts.length / 2.0;
        double spread = Z_98 * Math.sqrt(shifts.length * (control.length + experiment.length + 1.0) / 12);
        double low = shifts[(int) Math.max(0, Math.floor(half - spread))];
        double high = shifts[(int) Math.min(shifts.length - 1.0, Math.ceil(half + spread))];
        double limit = TOLERANCE * Math.abs(shifts[shifts.length / 2]);
        return low > limit || high < -limit;
    }
}
