package phoenix.app.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Criterion;
import phoenix.analysis.CriterionKind;
import phoenix.analysis.Exports;
import phoenix.analysis.Judge;
import phoenix.analysis.Judgement;
import phoenix.analysis.Unfairness;
import phoenix.analysis.Window;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.comparison.ProductionShare;
import phoenix.app.embedded.ExperimentRuntime;
import phoenix.app.embedded.IngestDifference;
import phoenix.app.report.Judgements;
import phoenix.app.report.Report;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment;
import phoenix.experiment.evidence.BucketGrid;
import phoenix.experiment.evidence.EvidenceCollector;
import phoenix.experiment.evidence.EvidenceCollector.BucketOutcome;
import phoenix.experiment.evidence.EvidenceSettings;
import phoenix.experiment.evidence.EvidenceSettings.TelemetryMeasure;
import phoenix.experiment.evidence.VariantBucket;
import phoenix.experiment.store.StoreProblem;

/**
 * Closes bucket after bucket of a running experiment: lets the store settle, writes the variants' own figures, gathers
 * evidence, asks the judge and keeps the looks. Called by one thread, every fraction of a bucket.
 */
public final class Comparison {
    /** What a batch processor, a queue and a lane may take together before a bucket is complete without its points. */
    private static final Duration LATENESS_MAX = Duration.ofSeconds(5);

    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(2);
    private static final int BUCKETS_AT_ONCE = 4;
    private static final int FLUSHES_MISSED_MAX = 15;
    private static final int TIMELINE_MAX = 2_000;
    private static final int LOOKS_MAX = 500;
    static final String WIRE_BYTES = "bytes";
    static final String BILLED_BYTES = "billed_bytes_estimate";
    static final String CPU = "cpu";

    private final Plan plan;
    private final Judge judge;
    private final ExperimentRuntime runtime;
    private final ComparisonRecorder recorder;
    private final Map<Variant, Totals> before = new EnumMap<>(Variant.class);
    private final Thinned<Report.TimelineEntry> timeline = new Thinned<>(TIMELINE_MAX);
    private final Thinned<Report.Look> looks = new Thinned<>(LOOKS_MAX);
    private @Nullable EvidenceCollector evidence;
    private @Nullable BucketGrid grid;
    private @Nullable Judgement judgement;
    private @Nullable Instant decidedAt;
    private @Nullable String storeProblem;
    private long nextBucket;
    private long nextFigures;
    private long nextLook;
    private int flushesMissed;

    /**
     * What does not change.
     *
     * @param bucket the longer collection interval
     * @param live whether there are points on their way to a backend, and a CPU that works as in production
     */
    public record Plan(
            Experiment experiment, Duration bucket, int warmUpBuckets, Set<String> ownProcessIds, boolean live) {}

    private record Totals(long wireBytes, long cpuNanos) {}

    public Comparison(Plan plan, Judge judge, ExperimentRuntime runtime, ComparisonRecorder recorder) {
        this.plan = plan;
        this.judge = judge;
        this.runtime = runtime;
        this.recorder = recorder;
    }

    /** Closes the buckets that are complete by now: a few at a time, so that the caller can look after the run. */
    public void advance(Instant now) {
        if (grid == null && !open()) {
            return;
        }
        for (int closed = 0;
                closed < BUCKETS_AT_ONCE
                        && storeProblem == null
                        && isComplete(nextBucket, now)
                        && isSettled(nextBucket);
                closed++) {
            closeBucket();
        }
    }

    /**
     * Closes what is complete when nothing more will come, and asks the judge for the last time.
     *
     * @param early something went wrong: what was not read until then is left, because it may be half of it, and the
     *     last look stays
     */
    public void finish(boolean early) {
        if ((grid == null && !open()) || (early && judgement != null)) {
            return;
        }
        BucketGrid buckets = Objects.requireNonNull(grid);
        long reached = recorder.bothReachedMillis();
        while (!early && buckets.startMillis(nextBucket + 1) <= reached && isSettled(nextBucket)) {
            closeBucket();
        }
        judge(true, Instant.ofEpochMilli(buckets.startMillis(nextBucket)));
    }

    private boolean open() {
        long first = recorder.firstMillis();
        if (first == Long.MAX_VALUE) {
            return false;
        }
        grid = BucketGrid.around(first, plan.bucket().toMillis(), plan.warmUpBuckets());
        boolean shared = runtime.isIngestShared();
        CriterionKind counts = shared ? CriterionKind.EXACT : CriterionKind.STATISTICAL;
        evidence = new EvidenceCollector(
                new EvidenceSettings(
                        grid,
                        shared,
                        runtime.ingestDifferences().isEmpty(),
                        plan.experiment().judging().critical(),
                        plan.ownProcessIds(),
                        measures(counts)),
                recorder.writer().reader());
        for (Variant variant : Variant.values()) {
            before.put(variant, totals(variant));
        }
        return true;
    }

    private Map<String, TelemetryMeasure> measures(CriterionKind counts) {
        Map<String, TelemetryMeasure> measures = new LinkedHashMap<>();
        measures.put(Criterion.DATAPOINTS, new TelemetryMeasure(counts, "1"));
        measures.put(BILLED_BYTES, new TelemetryMeasure(counts, "By"));
        if (plan.live()) {
            measures.put(WIRE_BYTES, new TelemetryMeasure(CriterionKind.STATISTICAL, "By"));
            measures.put(CPU, new TelemetryMeasure(CriterionKind.STATISTICAL, "s"));
        }
        return measures;
    }

    private boolean isComplete(long index, Instant now) {
        long end = Objects.requireNonNull(grid).startMillis(index + 1);
        return recorder.bothReachedMillis() >= end
                || now.toEpochMilli() >= end + plan.bucket().plus(LATENESS_MAX).toMillis();
    }

    private void closeBucket() {
        BucketGrid buckets = Objects.requireNonNull(grid);
        long index = nextBucket++;
        long start = buckets.startMillis(index);
        BucketOutcome outcome = Objects.requireNonNull(evidence).addBucket(index);
        note(Instant.ofEpochMilli(start), outcome);
        if (!(outcome instanceof BucketOutcome.Excluded) && isLookDue(index)) {
            judge(false, Instant.ofEpochMilli(buckets.startMillis(index + 1)));
        }
    }

    /** Nobody waits for the verdict of a bucket long past: one look for each hundredth of what there is will do. */
    private boolean isLookDue(long index) {
        if (!plan.live() && index < nextLook) {
            return false;
        }
        nextLook = index + 1 + index / 100;
        return true;
    }

    /** Writes the variants' own figures, once, and has the store take all that it was given; true when it has. */
    private boolean isSettled(long index) {
        if (index >= nextFigures) {
            nextFigures = index + 1;
            BucketGrid buckets = Objects.requireNonNull(grid);
            for (Variant variant : Variant.values()) {
                writeFigures(variant, buckets.startMillis(index), buckets.startMillis(index + 1));
            }
        }
        return flush();
    }

    private void writeFigures(Variant variant, long start, long end) {
        ProductionShare share = recorder.takeShare(variant, start, end);
        recorder.telemetry(variant, Criterion.DATAPOINTS, "1", start, (double) share.points());
        recorder.telemetry(variant, BILLED_BYTES, "By", start, (double) share.billedBytes());
        if (!plan.live()) {
            return;
        }
        Totals now = totals(variant);
        Totals last = Objects.requireNonNull(before.put(variant, now));
        recorder.telemetry(variant, WIRE_BYTES, "By", start, (double) (now.wireBytes() - last.wireBytes()));
        recorder.telemetry(variant, CPU, "s", start, (now.cpuNanos() - last.cpuNanos()) / 1e9);
    }

    private Totals totals(Variant variant) {
        var snapshot = runtime.snapshot(variant);
        long wireBytes = ProductionCounts.of(snapshot).stream()
                .mapToLong(ProductionCounts::wireBytes)
                .sum();
        return new Totals(wireBytes, snapshot.cpuNanos());
    }

    /** A bucket that is only half written must not be read; a disk that is slow may still get there. */
    private boolean flush() {
        try {
            if (recorder.writer().flush(STORE_TIMEOUT)) {
                flushesMissed = 0;
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        StoreProblem problem = recorder.writer().status().problem();
        if (problem != null) {
            storeProblem = problem.toString();
        } else if (++flushesMissed >= FLUSHES_MISSED_MAX) {
            storeProblem = "its disk has taken nothing for " + STORE_TIMEOUT.toSeconds() * FLUSHES_MISSED_MAX
                    + " s; use a faster one with --data";
        }
        return false;
    }

    private void note(Instant start, BucketOutcome outcome) {
        timeline.add(
                switch (outcome) {
                    case BucketOutcome.Used(var baseline, var candidate) ->
                        new Report.TimelineEntry(start, true, point(baseline), point(candidate));
                    case BucketOutcome.Excluded(var baseline, var candidate) ->
                        new Report.TimelineEntry(start, false, point(baseline), point(candidate));
                    case BucketOutcome.Missing _ -> new Report.TimelineEntry(start, false, null, null);
                });
    }

    private static Report.VariantPoint point(VariantBucket bucket) {
        return new Report.VariantPoint(
                bucket.series(),
                bucket.metrics(),
                bucket.telemetry().get(Criterion.DATAPOINTS),
                bucket.telemetry().get(WIRE_BYTES),
                bucket.telemetry().get(BILLED_BYTES));
    }

    private void judge(boolean ended, Instant at) {
        Judgement verdict =
                judge.judge(Objects.requireNonNull(evidence).evidence(exports(), unfairness(), ended, bucketsLeft()));
        boolean same = judgement != null && judgement.decided() && judgement.verdict() == verdict.verdict();
        if (!verdict.decided()) {
            decidedAt = null;
        } else if (!same) {
            decidedAt = at;
        }
        judgement = verdict;
        looks.add(Judgements.of(at, verdict));
    }

    /** Of a capture, nobody says how long it will be. */
    private long bucketsLeft() {
        long planned =
                plan.experiment().timing().duration().toMillis() / plan.bucket().toMillis();
        return plan.live() ? Math.max(0, planned - nextBucket) : Window.UNPLANNED;
    }

    private Exports exports() {
        return new Exports(lost(Variant.BASELINE), lost(Variant.CANDIDATE));
    }

    private long lost(Variant variant) {
        return ProductionCounts.of(runtime.snapshot(variant)).stream()
                .mapToLong(ProductionCounts::lost)
                .sum();
    }

    private List<Unfairness> unfairness() {
        List<Unfairness> facts = new ArrayList<>();
        for (IngestDifference difference : runtime.ingestDifferences()) {
            facts.add(new Unfairness(
                    switch (difference.kind()) {
                        case EVERY_NTH, OWN_READINGS -> Unfairness.Kind.UNEQUAL_READINGS;
                        case OWN_INPUT -> Unfairness.Kind.UNEQUAL_INPUT;
                    },
                    difference.text()));
        }
        for (Variant variant : Variant.values()) {
            long dropped = runtime.snapshot(variant).comparisonDroppedPoints();
            if (dropped > 0) {
                facts.add(new Unfairness(
                        Unfairness.Kind.UNEQUAL_INPUT,
                        dropped + " points of the " + variant.label() + " never reached the comparison"));
            }
        }
        long overflow = recorder.writer().status().drops().overflow();
        if (overflow > 0) {
            facts.add(new Unfairness(
                    Unfairness.Kind.UNEQUAL_INPUT,
                    overflow + " samples came faster than the disk of the comparison store takes them"));
        }
        return facts;
    }

    @Nullable
    Judgement judgement() {
        return judgement;
    }

    @Nullable
    Instant decidedAt() {
        return decidedAt;
    }

    @Nullable
    String storeProblem() {
        return storeProblem;
    }

    @Nullable
    EvidenceCollector evidence() {
        return evidence;
    }

    @Nullable
    BucketGrid grid() {
        return grid;
    }

    /** Buckets closed so far, the warm-up included. */
    public long bucketsClosed() {
        return nextBucket;
    }

    List<Report.TimelineEntry> timeline() {
        return timeline.toList();
    }

    List<Report.Look> looks() {
        return looks.toList();
    }
}
