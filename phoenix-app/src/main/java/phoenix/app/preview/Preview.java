package phoenix.app.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import phoenix.analysis.Judge;
import phoenix.app.cli.CommandFailure;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.embedded.EveryNth;
import phoenix.app.report.Report;
import phoenix.app.run.Comparison;
import phoenix.app.run.Ending;
import phoenix.app.run.PreparedVariant;
import phoenix.app.run.ReportBuilder;
import phoenix.engine.capture.CaptureInput;
import phoenix.engine.capture.CapturedBatch;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment;

/**
 * Plays a capture through both variants in virtual time and compares them as a run does, in the calling thread. Batches come at
 * the time at which they were recorded; between two of them the variants' timers run.
 */
final class Preview {
    private static final int SERIES_MAX = 500_000;
    private static final int BLAME_FACTOR = 2;

    private final Setup setup;
    private final BooleanSupplier stopped;
    private final Map<Variant, ReplayedVariant> variants = new EnumMap<>(Variant.class);
    private final GraphTelemetry ingest = new GraphTelemetry();
    private final Map<String, List<MetricConsumer>> entries = new LinkedHashMap<>();
    private final ComparisonRecorder recorder;
    private final Comparison comparison;
    private final PreviewRuntime runtime;
    private long nowNanos;
    private long points;
    private long batches;

    /**
     * What is fixed before the start.
     *
     * @param routes at least one leads into each variant
     */
    record Setup(
            String runId,
            Experiment experiment,
            Path input,
            Captured captured,
            Routes routes,
            Map<Variant, PreparedVariant> prepared,
            Judge judge) {
        PreparedVariant prepared(Variant variant) {
            return Objects.requireNonNull(prepared.get(variant));
        }
    }

    /**
     * What came of it.
     *
     * @param points read from the capture
     * @param whole false where it was stopped before its end
     */
    record Result(Report report, long points, boolean whole) {}

    /** @param stopped looked at between batches: what has been played by then is what there is */
    Preview(Setup setup, BooleanSupplier stopped) throws StartException {
        this.setup = setup;
        this.stopped = stopped;
        this.nowNanos = setup.captured().startUnixNanos();
        MemoryRun store = new MemoryRun(setup.runId(), SERIES_MAX);
        this.recorder = new ComparisonRecorder(
                store,
                Map.of(
                        Variant.BASELINE, setup.prepared(Variant.BASELINE).productionPipelines(),
                        Variant.CANDIDATE, setup.prepared(Variant.CANDIDATE).productionPipelines()));
        for (Variant variant : Variant.values()) {
            variants.put(variant, new ReplayedVariant(setup.prepared(variant).setup(), nowNanos, recorder));
        }
        this.runtime = new PreviewRuntime(variants, ingest, setup.routes().differences());
        this.comparison = new Comparison(
                new Comparison.Plan(setup.experiment(), setup.routes().bucket(), warmUpBuckets(), Set.of(), false),
                setup.judge(),
                runtime,
                recorder);
    }

    private int warmUpBuckets() {
        return setup.experiment()
                .timing()
                .warmUp()
                .map(warmUp -> (int) Math.min(
                        Integer.MAX_VALUE,
                        Math.ceilDiv(warmUp.toMillis(), setup.routes().bucket().toMillis())))
                .orElse(2);
    }

    /**
     * Plays it all, or what can be played until it is stopped.
     *
     * @throws StartException when a variant does not start
     * @throws IOException when the capture cannot be read to its end
     */
    Result run() throws StartException, IOException {
        for (Variant variant : Variant.values()) {
            try {
                of(variant).start();
            } catch (StartException e) {
                throw new StartException("the " + variant.label() + " does not start: " + e.getMessage(), e);
            }
        }
        Ending ending = Ending.NONE;
        String torn;
        boolean whole = true;
        try (CaptureInput input = CaptureInput.open(setup.input())) {
            long nextLookNanos = nowNanos;
            for (CapturedBatch batch = input.next(); batch != null && !ending.isEarly(); batch = input.next()) {
                whole = !stopped.getAsBoolean();
                if (!whole) {
                    break;
                }
                play(batch);
                if (nowNanos >= nextLookNanos) {
                    nextLookNanos = nowNanos + setup.routes().bucket().toNanos() / 2;
                    closeBuckets();
                    ending = ending();
                }
            }
            torn = input.torn();
        } finally {
            variants.values().forEach(ReplayedVariant::shutdown);
        }
        ending = ending.isEarly() ? ending : ending();
        comparison.finish(ending.isEarly());
        return new Result(report(ending, torn, whole), points, whole);
    }

    private void play(CapturedBatch batch) {
        nowNanos = Math.max(nowNanos, batch.arrivalUnixNanos());
        variants.values().forEach(variant -> variant.advanceTo(nowNanos));
        points += batch.batch().pointCount();
        batches++;
        ingest.receiver(batch.receiver().isEmpty() ? "capture" : batch.receiver())
                .value(MetricNames.RECEIVER_ACCEPTED)
                .addAndGet(batch.batch().pointCount());
        for (MetricConsumer entry : entries.computeIfAbsent(batch.receiver(), this::entries)) {
            entry.consume(batch.batch());
        }
    }

    /** The baseline first; a receiver that only appears late in the capture is treated as the one that was seen first. */
    private List<MetricConsumer> entries(String recorded) {
        Map<Variant, Routes.Entry> routes = setup.routes().entries().getOrDefault(recorded, Map.of());
        List<MetricConsumer> consumers = new ArrayList<>();
        routes.forEach((variant, route) -> {
            MetricConsumer entry = of(variant).entry(route.receiver());
            Duration interval = route.interval();
            consumers.add(
                    interval == null
                            ? entry
                            : new EveryNth(entry, of(variant).time().clock(), interval, route.spacing()));
        });
        return consumers;
    }

    /** A gap in the capture leaves many buckets to close at once. */
    private void closeBuckets() {
        long before;
        do {
            before = comparison.bucketsClosed();
            comparison.advance(Instant.ofEpochSecond(0, nowNanos));
        } while (comparison.bucketsClosed() > before);
    }

    private Ending ending() {
        RuntimeException ofBaseline = of(Variant.BASELINE).fault();
        if (ofBaseline != null) {
            throw CommandFailure.failure(
                    "the baseline fails on this capture: " + ofBaseline,
                    "Nothing can be said of the candidate beside it.");
        }
        RuntimeException ofCandidate = of(Variant.CANDIDATE).fault();
        if (ofCandidate != null) {
            return Ending.candidate("it failed: " + ofCandidate);
        }
        if (recorder.seriesOverflow()) {
            int baseline = recorder.series(Variant.BASELINE);
            int candidate = recorder.series(Variant.CANDIDATE);
            String reason = "there are more series than a preview can hold: the candidate has made " + candidate + ", "
                    + recorder.mostSeries(Variant.CANDIDATE) + "; the baseline has made " + baseline;
            return candidate > BLAME_FACTOR * baseline ? Ending.candidate(reason) : Ending.comparison(reason);
        }
        return Ending.NONE;
    }

    private Report report(Ending ending, String torn, boolean whole) {
        Instant start = Instant.ofEpochSecond(0, setup.captured().startUnixNanos());
        Instant end = Instant.ofEpochSecond(0, nowNanos);
        Experiment asked = setup.experiment();
        Experiment over = asked.withTiming(new Experiment.Timing(
                Duration.between(start, end), asked.timing().warmUp()));
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                java.util.Locale.ROOT,
                "preview of a capture of %,d points in %,d batches: nothing was sent, and a capture is what it is;"
                    + " load, failures and data of other hours, and CPU and bytes of sending, show in a live run only",
                points,
                batches));
        if (!whole) {
            notes.add("interrupted: only the first "
                    + Math.round(Duration.between(start, end).toMillis() / 1000.0)
                    + " s of the capture were played, and the verdict is about those alone");
        }
        notes.addAll(setup.routes().notes());
        if (!torn.isEmpty()) {
            notes.add("the capture is not whole: " + torn);
        }
        Map<Variant, Map<String, Report.StepEffect>> effects = new EnumMap<>(Variant.class);
        variants.forEach((variant, one) -> effects.put(variant, one.census().effects()));
        return new ReportBuilder(
                        new ReportBuilder.RunFacts(
                                over, setup.runId(), start, setup.prepared(), "preview", notes, effects),
                        end,
                        runtime,
                        recorder,
                        comparison,
                        null)
                .build(ending, false, "nothing was kept");
    }

    private ReplayedVariant of(Variant variant) {
        return Objects.requireNonNull(variants.get(variant));
    }
}
