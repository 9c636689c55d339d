package phoenix.experiment.evidence;

import java.util.Set;
import phoenix.analysis.PairedSeries;
import phoenix.experiment.Variant;
import phoenix.experiment.store.MetricType;

/**
 * One metric's values for both variants. Where one variant dropped labels, both are first brought to the labels that
 * both have: sums are added up, levels averaged.
 */
final class MetricFidelity implements Fidelity {
    private final boolean sameReadings;
    private final PairedSeries pairs = new PairedSeries();
    private final SharedLabels<Group> labels = new SharedLabels<>(Group::new, Set.of());

    MetricFidelity(boolean sameReadings) {
        this.sameReadings = sameReadings;
    }

    private static final class Group {
        final double[] sum = new double[2];
        final int[] count = new int[2];

        void clear() {
            for (int v = 0; v < 2; v++) {
                sum[v] = 0;
                count[v] = 0;
            }
        }
    }

    @Override
    public void add(SeriesFacts facts) {
        labels.add(facts);
    }

    @Override
    public void value(SeriesFacts facts, double value) {
        Group group = labels.group(facts);
        if (group != null && !Double.isNaN(value)) {
            int v = facts.variant().ordinal();
            group.sum[v] += value;
            group.count[v]++;
        }
    }

    /**
     * Ends a bucket. Where both get the same readings every deviation is the candidate's doing, so deviations of single label sets
     * are added up without letting a rise here cancel a fall there; the sign is that of the net change. With readings of
     * their own the variants differ by chance in both directions, and only the net change means something.
     */
    @Override
    public void endBucket(long bucket) {
        double baseline = 0;
        double net = 0;
        double absolute = 0;
        int compared = 0;
        int baselineOnly = 0;
        int candidateOnly = 0;
        for (Group group : labels.groups()) {
            boolean hasBaseline = group.count[Variant.BASELINE.ordinal()] > 0;
            boolean hasCandidate = group.count[Variant.CANDIDATE.ordinal()] > 0;
            if (hasBaseline && hasCandidate) {
                compared++;
                double b = group.sum[Variant.BASELINE.ordinal()] * scale(group, Variant.BASELINE);
                double c = group.sum[Variant.CANDIDATE.ordinal()] * scale(group, Variant.CANDIDATE);
                baseline += b;
                net += c - b;
                absolute += Math.abs(c - b);
            } else if (hasBaseline) {
                baselineOnly++;
            } else if (hasCandidate) {
                candidateOnly++;
            }
            group.clear();
        }
        if (compared > 0) {
            double difference = sameReadings ? Math.copySign(absolute, net) : net;
            pairs.append(bucket, baseline, baseline + difference);
        } else if (baselineOnly + candidateOnly > 0) {
            // What only one side has is a matter of coverage; here it is a bucket that cannot be compared.
            pairs.append(bucket, Double.NaN, Double.NaN);
        }
    }

    @Override
    public void forgetBucket() {
        labels.groups().forEach(Group::clear);
    }

    private double scale(Group group, Variant variant) {
        boolean isGauge = labels.first().entry().identity().metric().type() == MetricType.GAUGE;
        return isGauge ? 1.0 / group.count[variant.ordinal()] : 1.0;
    }

    @Override
    public PairedSeries pairs() {
        return pairs;
    }
}
