package phoenix.experiment.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import phoenix.analysis.PairedSeries;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricType;
import phoenix.experiment.store.SeriesSource;

/**
 * One metric's values for both variants. Where one variant dropped labels, both are first brought to the labels that
 * both have: sums are added up, levels averaged.
 */
final class MetricFidelity {
    private static final String RESOURCE = "resource ";

    private final boolean sameReadings;
    private final Set<String> keysOfBaseline = new HashSet<>();
    private final Set<String> keysOfCandidate = new HashSet<>();
    private final PairedSeries pairs = new PairedSeries();
    private final List<SeriesFacts> series = new ArrayList<>();
    private final Map<Integer, Group> groupOfSeries = new HashMap<>();
    private final Map<GroupKey, Group> groups = new HashMap<>();
    private Set<String> sharedKeys = Set.of();

    MetricFidelity(boolean sameReadings) {
        this.sameReadings = sameReadings;
    }

    private record GroupKey(SeriesSource source, Labels attributes) {}

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

    void add(SeriesFacts facts) {
        series.add(facts);
        Set<String> ofVariant = facts.variant() == Variant.BASELINE ? keysOfBaseline : keysOfCandidate;
        int before = ofVariant.size();
        facts.entry().identity().attributes().forEach((key, _) -> ofVariant.add(key));
        facts.entry().identity().source().resource().forEach((key, _) -> ofVariant.add(RESOURCE + key));
        ofVariant.add(RESOURCE); // a variant whose series have no labels at all has been seen, too
        if (ofVariant.size() != before) {
            Set<String> shared = sharedKeys();
            if (!shared.equals(sharedKeys)) {
                sharedKeys = shared;
                groups.clear();
                groupOfSeries.clear();
                series.forEach(one -> groupOfSeries.put(one.entry().id(), group(one)));
                return;
            }
        }
        groupOfSeries.put(facts.entry().id(), group(facts));
    }

    /** Keys that both variants have; all keys while only one variant has been seen. */
    private Set<String> sharedKeys() {
        Set<String> shared = new HashSet<>(keysOfBaseline);
        if (shared.isEmpty() || keysOfCandidate.isEmpty()) {
            shared.addAll(keysOfCandidate);
        } else {
            shared.retainAll(keysOfCandidate);
        }
        return shared;
    }

    private Group group(SeriesFacts facts) {
        SeriesSource source = facts.entry().identity().source();
        Labels resource = source.resource().keeping(key -> sharedKeys.contains(RESOURCE + key));
        Labels attributes = facts.entry().identity().attributes().keeping(sharedKeys::contains);
        GroupKey key = new GroupKey(SeriesSource.ofResource(resource), attributes);
        return groups.computeIfAbsent(key, _ -> new Group());
    }

    void value(SeriesFacts facts, double value) {
        Group group = groupOfSeries.get(facts.entry().id());
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
    void endBucket(long bucket) {
        double baseline = 0;
        double net = 0;
        double absolute = 0;
        int compared = 0;
        int baselineOnly = 0;
        int candidateOnly = 0;
        for (Group group : groups.values()) {
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

    /** Drops what the present bucket gave: it cannot be compared. */
    void forgetBucket() {
        groups.values().forEach(Group::clear);
    }

    private double scale(Group group, Variant variant) {
        boolean isGauge = series.getFirst().entry().identity().metric().type() == MetricType.GAUGE;
        return isGauge ? 1.0 / group.count[variant.ordinal()] : 1.0;
    }

    boolean isShared() {
        return pairs.pairs() > 0;
    }

    PairedSeries pairs() {
        return pairs;
    }
}
