package phoenix.experiment.evidence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Coverage;
import phoenix.analysis.Criterion;
import phoenix.analysis.CriterionKind;
import phoenix.analysis.Evidence;
import phoenix.analysis.Exports;
import phoenix.analysis.Measure;
import phoenix.analysis.MetricPairs;
import phoenix.analysis.PairedSeries;
import phoenix.analysis.Unfairness;
import phoenix.analysis.Window;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.Bucket;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.SeriesEntry;
import phoenix.experiment.store.SeriesOrigin;
import phoenix.experiment.store.SeriesPart;

/**
 * Reads complete buckets one after the other and keeps, for every measure, what the judge needs: the cost of a bucket
 * does not grow with the length of the experiment. For one thread.
 */
public final class EvidenceCollector {
    private final EvidenceSettings settings;
    private final RunReader reader;
    private final List<SeriesFacts> facts = new ArrayList<>();
    private final Map<String, Fidelity> fidelity = new TreeMap<>();
    private final CoverageTracker coverage;
    private final Map<Variant, Set<Integer>> distinctSeries = new EnumMap<>(Variant.class);
    private final Map<String, PairedSeries> measures = new LinkedHashMap<>();
    private long used;
    private long missing;
    private long excluded;

    public EvidenceCollector(EvidenceSettings settings, RunReader reader) {
        this.settings = settings;
        this.reader = reader;
        this.coverage = new CoverageTracker(settings.critical(), settings.ownProcessIds());
        for (Variant variant : Variant.values()) {
            distinctSeries.put(variant, new HashSet<>());
        }
        measures.put(Criterion.SERIES, new PairedSeries());
        settings.telemetry().keySet().forEach(name -> measures.put(name, new PairedSeries()));
    }

    /** What became of a bucket. */
    public sealed interface BucketOutcome {
        /** Both variants gave something. */
        record Used(VariantBucket baseline, VariantBucket candidate) implements BucketOutcome {}

        /** At least one variant gave nothing. */
        record Missing(String explanation) implements BucketOutcome {}

        /** Left out on purpose. */
        record Excluded(VariantBucket baseline, VariantBucket candidate) implements BucketOutcome {}
    }

    /** Reads one bucket; buckets are read in order, each once. */
    public BucketOutcome addBucket(long index) {
        Counting counting = new Counting(index, !settings.grid().isWarmUp(index));
        Answer<RunReader.Scan> answer = reader.buckets(
                settings.grid().window(index), settings.grid().bucketMillis(), this::isKnown, counting::bucket);
        if (answer instanceof Answer.Unavailable<RunReader.Scan>(var why)) {
            missing++;
            return new BucketOutcome.Missing(why.toString());
        }
        return counting.end();
    }

    /** Learns a series when a scan asks for it: one that a variant made a moment ago is in the same scan, with samples. */
    private boolean isKnown(SeriesEntry entry) {
        if (entry.id() == facts.size()) {
            learn(SeriesFacts.of(entry));
        }
        return true;
    }

    private void learn(SeriesFacts series) {
        facts.add(series);
        if (series.entry().origin() == SeriesOrigin.PIPELINE && series.isCompared()) {
            boolean same = settings.sameReadings();
            fidelity.computeIfAbsent(
                            series.comparedName(),
                            _ -> series.isBucket() ? new PercentileFidelity(same) : new MetricFidelity(same))
                    .add(series);
        }
    }

    /** Takes the samples of one bucket. */
    private final class Counting {
        private final long index;
        private final boolean counts;
        private final Map<Variant, int[]> tallies = new EnumMap<>(Variant.class);
        private final Map<Variant, Set<String>> metrics = new EnumMap<>(Variant.class);
        private final Map<Variant, Map<String, Double>> telemetry = new EnumMap<>(Variant.class);

        Counting(long index, boolean counts) {
            this.index = index;
            this.counts = counts;
            for (Variant variant : Variant.values()) {
                tallies.put(variant, new int[2]);
                metrics.put(variant, new HashSet<>());
                telemetry.put(variant, new HashMap<>());
            }
        }

        void bucket(int id, long startMillis, Bucket bucket) {
            SeriesFacts series = facts.get(id);
            Variant variant = series.variant();
            if (series.entry().origin() == SeriesOrigin.TELEMETRY) {
                of(telemetry, variant).merge(series.metric(), bucket.sum(), Double::sum);
                return;
            }
            boolean isExponential = series.entry().identity().part() == SeriesPart.EXPONENTIAL_BUCKET;
            int[] tally = of(tallies, variant);
            tally[1] += isExponential ? 0 : 1;
            if (series.countsAsSeries()) {
                tally[0]++;
                of(distinctSeries, variant).add(id);
            }
            of(metrics, variant).add(series.metric());
            if (counts && !isExponential) {
                coverage.mark(id, series, index);
            }
            if (counts && series.isCompared()) {
                Objects.requireNonNull(fidelity.get(series.comparedName()))
                        .value(series, series.reading().of(bucket));
            }
        }

        BucketOutcome end() {
            VariantBucket baseline = of(Variant.BASELINE);
            VariantBucket candidate = of(Variant.CANDIDATE);
            if (!counts) {
                excluded++;
                return new BucketOutcome.Excluded(baseline, candidate);
            }
            boolean hasBaseline = baseline.series() > 0;
            boolean hasCandidate = candidate.series() > 0;
            if (!hasBaseline || !hasCandidate) {
                missing++;
                appendMeasures(hasBaseline ? baseline : null, hasCandidate ? candidate : null);
                fidelity.values().forEach(Fidelity::forgetBucket);
                return new BucketOutcome.Missing(
                        hasBaseline || hasCandidate
                                ? "only the " + (hasBaseline ? "baseline" : "candidate") + " gave anything"
                                : "neither variant gave anything");
            }
            used++;
            appendMeasures(baseline, candidate);
            fidelity.values().forEach(metric -> metric.endBucket(index));
            coverage.endBucket(index);
            return new BucketOutcome.Used(baseline, candidate);
        }

        private VariantBucket of(Variant variant) {
            int[] tally = of(tallies, variant);
            return new VariantBucket(
                    tally[0], tally[1], of(metrics, variant).size(), Map.copyOf(of(telemetry, variant)));
        }

        private void appendMeasures(@Nullable VariantBucket baseline, @Nullable VariantBucket candidate) {
            measures.forEach((name, pairs) -> pairs.append(index, measure(name, baseline), measure(name, candidate)));
        }

        private static double measure(String name, @Nullable VariantBucket bucket) {
            if (bucket == null) {
                return Double.NaN;
            }
            return name.equals(Criterion.SERIES)
                    ? bucket.series()
                    : bucket.telemetry().getOrDefault(name, Double.NaN);
        }

        private static <T> T of(Map<Variant, T> byVariant, Variant variant) {
            return Objects.requireNonNull(byVariant.get(variant));
        }
    }

    private static <T> T of(Map<Variant, T> byVariant, Variant variant) {
        return Objects.requireNonNull(byVariant.get(variant));
    }

    /**
     * All evidence so far.
     *
     * @param exports points that production refused or that were given up
     * @param unfairness what makes the comparison mean less than it seems
     * @param ended whether no further bucket will come
     */
    public Evidence evidence(Exports exports, List<Unfairness> unfairness, boolean ended) {
        return evidence(exports, unfairness, ended, Window.UNPLANNED);
    }

    /**
     * Likewise, with what the time planned still holds.
     *
     * @param bucketsLeft 0 or more, or {@link Window#UNPLANNED}
     */
    public Evidence evidence(Exports exports, List<Unfairness> unfairness, boolean ended, long bucketsLeft) {
        Evidence.Builder evidence = Evidence.over(
                new Window(used, missing, excluded, settings.grid().bucketMillis() / 1000.0, ended, bucketsLeft));
        measures.forEach((name, pairs) -> evidence.measure(name, toMeasure(name, pairs)));
        evidence.fidelity(fidelity.entrySet().stream()
                .filter(metric -> metric.getValue().isShared())
                .map(metric ->
                        new MetricPairs(metric.getKey(), metric.getValue().pairs()))
                .toList());
        evidence.coverage(coverage.coverage()).exports(exports);
        unfairness.forEach(fact -> evidence.unfair(fact.kind(), fact.reason()));
        return evidence.build();
    }

    private Measure toMeasure(String name, PairedSeries pairs) {
        if (name.equals(Criterion.SERIES)) {
            return new Measure.Measured(pairs, exactIfShared(), "1");
        }
        EvidenceSettings.TelemetryMeasure measure =
                Objects.requireNonNull(settings.telemetry().get(name));
        return new Measure.Measured(pairs, measure.kind(), measure.unit());
    }

    private CriterionKind exactIfShared() {
        return settings.sharedIngest() ? CriterionKind.EXACT : CriterionKind.STATISTICAL;
    }

    /** Buckets so far in which both variants reported, after the warm-up. */
    public long bucketsUsed() {
        return used;
    }

    public long bucketsMissing() {
        return missing;
    }

    public long bucketsExcluded() {
        return excluded;
    }

    /** Distinct series of a variant with at least one sample so far. */
    public int distinctSeries(Variant variant) {
        return of(distinctSeries, variant).size();
    }

    /** Mean of a measure over the buckets that both variants have; NaN before there is one. */
    public double mean(String measure, Variant variant) {
        PairedSeries pairs = measures.get(measure);
        return pairs == null ? Double.NaN : variant == Variant.BASELINE ? pairs.meanBaseline() : pairs.meanCandidate();
    }

    public Coverage coverage() {
        return coverage.coverage();
    }

    /** Entities that this variant lacks and the other has, with the start of the first bucket without them. */
    public List<AbsentEntity> absentEntities(Variant variant) {
        return coverage.absentEntities(variant).stream()
                .map(absence ->
                        new AbsentEntity(absence.thing(), settings.grid().startMillis(absence.firstBucket())))
                .toList();
    }

    /** An entity that one variant lacks. */
    public record AbsentEntity(Entity entity, long firstMissingMillis) {}

    /** Distinct metric names of a variant so far. */
    public long metricCount(Variant variant) {
        return of(distinctSeries, variant).stream()
                .map(id -> facts.get(id).metric())
                .distinct()
                .count();
    }
}
