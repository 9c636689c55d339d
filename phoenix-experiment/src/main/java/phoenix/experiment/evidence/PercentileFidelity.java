package phoenix.experiment.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.PairedSeries;
import phoenix.analysis.stats.HistogramQuantile;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.SeriesPart;

/**
 * The 95th percentile of a histogram's observations in each bucket of time, for both variants. Where one variant dropped
 * labels, the counts of both are added up first: percentiles cannot be.
 */
final class PercentileFidelity implements Fidelity {
    private static final double QUANTILE = 0.95;

    private final boolean sameReadings;
    private final PairedSeries pairs = new PairedSeries();
    private final SharedLabels<Group> labels = new SharedLabels<>(Group::new, Set.of("le", "bucket"));

    PercentileFidelity(boolean sameReadings) {
        this.sameReadings = sameReadings;
    }

    /** Observations of one bucket of time. */
    private static final class Group {
        private final Counts[] counts = {new Counts(), new Counts()};
    }

    /** By upper end: classic buckets count all below, too, exponential ones their own. */
    private static final class Counts {
        private final TreeMap<Double, Double> upTo = new TreeMap<>();
        private final TreeMap<Double, HistogramQuantile.Bucket> own = new TreeMap<>();

        void clear() {
            upTo.clear();
            own.clear();
        }

        double quantile() {
            double quantile = HistogramQuantile.of(QUANTILE, own.isEmpty() ? ownOfClassic() : own.values());
            return Double.isFinite(quantile) ? quantile : Double.NaN;
        }

        private List<HistogramQuantile.Bucket> ownOfClassic() {
            List<HistogramQuantile.Bucket> buckets = new ArrayList<>();
            double low = Double.NEGATIVE_INFINITY;
            double below = 0;
            for (Map.Entry<Double, Double> entry : upTo.entrySet()) {
                // Series of other bounds in one group, or a scrape between two updates: counts never fall.
                double count = Math.max(0, entry.getValue() - below);
                buckets.add(new HistogramQuantile.Bucket(low, entry.getKey(), count));
                low = entry.getKey();
                below += count;
            }
            return buckets;
        }
    }

    @Override
    public void add(SeriesFacts facts) {
        labels.add(facts);
    }

    @Override
    public void value(SeriesFacts facts, double value) {
        Group group = labels.group(facts);
        if (group == null || Double.isNaN(value)) {
            return;
        }
        Counts counts = group.counts[facts.variant().ordinal()];
        Labels attributes = facts.entry().identity().attributes();
        if (facts.entry().identity().part() == SeriesPart.BUCKET) {
            counts.upTo.merge(bound(attributes.get("le")), value, Double::sum);
        } else {
            HistogramQuantile.Bucket bucket = ExponentialBucket.parse(attributes.get("bucket"), value);
            counts.own.merge(
                    bucket.high(),
                    bucket,
                    (a, b) ->
                            new HistogramQuantile.Bucket(Math.min(a.low(), b.low()), a.high(), a.count() + b.count()));
        }
    }

    private static double bound(@Nullable String le) {
        return le == null || le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    }

    @Override
    public void endBucket(long bucket) {
        double baseline = 0;
        double net = 0;
        double absolute = 0;
        int compared = 0;
        boolean oneSided = false;
        for (Group group : labels.groups()) {
            double b = group.counts[Variant.BASELINE.ordinal()].quantile();
            double c = group.counts[Variant.CANDIDATE.ordinal()].quantile();
            if (Double.isNaN(b) || Double.isNaN(c)) {
                oneSided |= Double.isNaN(b) != Double.isNaN(c);
                continue;
            }
            compared++;
            baseline += b;
            net += c - b;
            absolute += Math.abs(c - b);
        }
        if (compared > 0) {
            pairs.append(bucket, baseline, baseline + (sameReadings ? Math.copySign(absolute, net) : net));
        } else if (oneSided) {
            pairs.append(bucket, Double.NaN, Double.NaN);
        }
        forgetBucket();
    }

    @Override
    public void forgetBucket() {
        for (Group group : labels.groups()) {
            for (Counts counts : group.counts) {
                counts.clear();
            }
        }
    }

    @Override
    public PairedSeries pairs() {
        return pairs;
    }
}
