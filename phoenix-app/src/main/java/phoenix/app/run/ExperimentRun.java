package phoenix.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Announcement;
import phoenix.analysis.Criterion;
import phoenix.analysis.CriterionFormatException;
import phoenix.analysis.Judge;
import phoenix.analysis.JudgeSettings;
import phoenix.app.cli.CommandFailure;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.embedded.EmbeddedRuntime;
import phoenix.app.report.Report;
import phoenix.app.report.ReportFiles;
import phoenix.engine.component.StartException;
import phoenix.engine.isolation.Guard;
import phoenix.engine.isolation.HeapWatch;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment;
import phoenix.experiment.definition.Production;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.RunWriter;

/**
 * One run of an experiment, from its file to its report, in the calling thread. Whatever ends it, what was started is
 * stopped again, the baseline's queue is given time to empty, and the report is written.
 */
public final class ExperimentRun {
    /** How often a run looks whether a bucket is complete: ten times in each, within these bounds. */
    private static final Duration TICK_MIN = Duration.ofMillis(100);

    private static final Duration TICK_MAX = Duration.ofMillis(500);
    private static final long HEAP_BYTES_PER_SERIES = 1024;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final RunOptions options;
    private final RunSurroundings surroundings;
    private final RunView view;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    public ExperimentRun(RunOptions options, RunSurroundings surroundings, RunView view) {
        this.options = options;
        this.surroundings = surroundings;
        this.view = view;
    }

    /** Ends the run soon; the report is still written. From any thread. */
    public void cancel() {
        cancelled.countDown();
    }

    private boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** What came of it. {@code cancelled}: the user ended it. */
    public record Result(Report report, boolean cancelled) {}

    /**
     * Runs to the end.
     *
     * @throws InvalidExperimentException when a file is wrong; nothing was started
     * @throws CommandFailure when a part cannot start; nothing is left behind
     */
    public Result run() throws InvalidExperimentException, InterruptedException {
        Preparation preparation = new Preparation(options, surroundings.registry());
        Experiment experiment = preparation.experiment();
        String runId = surroundings.runId(experiment.name());
        // Checked with an endpoint that is not used, so that a mistake is found before a port is opened.
        checkVariants(preparation, experiment, runId);
        surroundings.warnings(preparation.diagnostics());
        Judge judge = judge(experiment);
        FreshFolders fresh = new FreshFolders();
        try (Opened opened = new Opened()) {
            ReportFiles files = reportFiles(runId, fresh);
            fresh.note(options.data());
            opened.store(writer(experiment, runId));
            if (experiment.production().target() instanceof Production.Target.StandIn) {
                opened.standIn = surroundings.standIn();
            }
            return new Started(experiment, runId, judge, files, opened).run(preparation);
        } catch (CommandFailure | InvalidExperimentException e) {
            surroundings.store(options.data()).delete(runId);
            fresh.remove();
            throw e;
        }
    }

    private void checkVariants(Preparation preparation, Experiment experiment, String runId)
            throws InvalidExperimentException {
        for (Variant variant : Variant.values()) {
            preparation.variant(variant, experiment, runId, Preparation.StandInEndpoints.UNKNOWN);
        }
    }

    private static Judge judge(Experiment experiment) {
        try {
            return new Judge(
                    experiment.judging().criteria(),
                    JudgeSettings.withErrorRate(experiment.judging().errorRate()));
        } catch (CriterionFormatException e) {
            throw CommandFailure.usage(
                    "criteria: " + e.getMessage(), "see the criteria section of the experiment file");
        }
    }

    private ReportFiles reportFiles(String runId, FreshFolders fresh) {
        Path folder = options.report() != null
                ? options.workingDirectory().resolve(options.report())
                : options.workingDirectory().resolve("phoenix-reports").resolve(runId);
        try {
            fresh.note(folder);
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new IOException("it is not writable");
            }
            return new ReportFiles(folder);
        } catch (IOException e) {
            throw CommandFailure.failure(
                    "the report folder " + folder + " cannot be used: " + e.getMessage(),
                    "name another one with --report DIR");
        }
    }

    private RunWriter writer(Experiment experiment, String runId) {
        surroundings.store(options.data()).sweep();
        RecordingSettings settings = RecordingSettings.ofRun(runId)
                .withRetention(experiment.comparison().retention())
                .withBytesMax(experiment.comparison().bytesMax())
                .withSeriesMax(seriesMax(Runtime.getRuntime().maxMemory()));
        return switch (surroundings.store(options.data()).record(settings)) {
            case Answer.Found<RunWriter>(RunWriter writer) -> writer;
            case Answer.NoData<RunWriter>(String explanation) -> throw new IllegalStateException(explanation);
            case Answer.Unavailable<RunWriter>(var problem) ->
                throw CommandFailure.failure(
                        "the comparison store in " + options.data() + " cannot be used: " + problem.message(),
                        problem.remedy());
        };
    }

    /** How many series a heap of that size can bear, with all that the comparison knows of each. */
    private static int seriesMax(long heapBytes) {
        return Math.clamp(heapBytes / HEAP_BYTES_PER_SERIES, 10_000, RecordingSettings.DEFAULT_SERIES_MAX);
    }

    /** What is open and must be closed whatever happens. */
    private static final class Opened implements AutoCloseable {
        private @Nullable RunWriter writer;

        @Nullable
        StandIn standIn;

        void store(RunWriter opened) {
            writer = opened;
        }

        RunWriter writer() {
            return Objects.requireNonNull(writer);
        }

        @Override
        public void close() {
            if (standIn != null) {
                standIn.close();
            }
            if (writer != null) {
                writer.close();
            }
        }
    }

    /** The part of a run in which things are open. */
    private final class Started {
        private final Experiment experiment;
        private final String runId;
        private final Judge judge;
        private final ReportFiles files;
        private final Opened opened;
        private final Instant startedAt = surroundings.clock().instant();

        Started(Experiment experiment, String runId, Judge judge, ReportFiles files, Opened opened) {
            this.experiment = experiment;
            this.runId = runId;
            this.judge = judge;
            this.files = files;
            this.opened = opened;
        }

        Result run(Preparation preparation) throws InvalidExperimentException, InterruptedException {
            StandIn standIn = opened.standIn;
            Preparation.StandInEndpoints endpoints = standIn == null
                    ? Preparation.StandInEndpoints.UNKNOWN
                    : new Preparation.StandInEndpoints(standIn.grpcEndpoint(), standIn.httpEndpoint());
            Map<Variant, PreparedVariant> variants = new EnumMap<>(Variant.class);
            for (Variant variant : Variant.values()) {
                variants.put(variant, preparation.variant(variant, experiment, runId, endpoints));
            }
            PreparedVariant baseline = Objects.requireNonNull(variants.get(Variant.BASELINE));
            PreparedVariant candidate = Objects.requireNonNull(variants.get(Variant.CANDIDATE));
            ComparisonRecorder recorder = new ComparisonRecorder(
                    opened.writer(),
                    Map.of(
                            Variant.BASELINE, baseline.productionPipelines(),
                            Variant.CANDIDATE, candidate.productionPipelines()));
            Duration bucket = Preparation.bucket(baseline, candidate);
            EmbeddedRuntime runtime = build(baseline, candidate, recorder);
            Comparison comparison = new Comparison(
                    new Comparison.Plan(experiment, bucket, warmUp(bucket), ownPids(), true), judge, runtime, recorder);
            announce(baseline, candidate, bucket, runtime);
            Ending ended = compare(runtime, comparison, recorder, bucket);
            ReportBuilder builder = new ReportBuilder(
                    new ReportBuilder.RunFacts(experiment, runId, startedAt, variants, "embedded", List.of(), Map.of()),
                    surroundings.clock().instant(),
                    runtime,
                    recorder,
                    comparison,
                    standIn);
            return finish(builder, ended);
        }

        private EmbeddedRuntime build(
                PreparedVariant baseline, PreparedVariant candidate, ComparisonRecorder recorder) {
            try {
                return new EmbeddedRuntime(baseline.setup(), candidate.setup(), runId, surroundings.clock(), recorder);
            } catch (StartException e) {
                throw CommandFailure.failure(e.getMessage(), null);
            }
        }

        private int warmUp(Duration bucket) {
            return experiment
                    .timing()
                    .warmUp()
                    .map(warmUp ->
                            (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(warmUp.toMillis(), bucket.toMillis())))
                    .orElse(2);
        }

        private Set<String> ownPids() {
            return Set.of(Long.toString(ProcessHandle.current().pid()));
        }

        private void announce(
                PreparedVariant baseline, PreparedVariant candidate, Duration bucket, EmbeddedRuntime runtime) {
            List<String> lines = new ArrayList<>();
            lines.add("run " + runId);
            if (opened.standIn != null) {
                lines.add("production is the LOCAL STAND-IN at " + opened.standIn.httpEndpoint()
                        + ": nothing leaves this machine");
            }
            baseline.changes().forEach(change -> lines.add("baseline: " + change));
            candidate.changes().forEach(change -> lines.add("candidate: " + change));
            runtime.ingestDifferences().forEach(difference -> lines.add("unequal_input: " + difference.text()));
            Set<String> exact = runtime.isIngestShared()
                    ? Set.of(Criterion.SERIES, Criterion.DATAPOINTS, Comparison.BILLED_BYTES)
                    : Set.of();
            Duration counted = experiment.timing().duration().minus(bucket.multipliedBy(warmUp(bucket) + 2L));
            for (Announcement announcement : Announcement.announce(judge, exact, bucket.toMillis() / 1000.0, counted)) {
                lines.add("cannot be decided in the time given: " + announcement.reason());
            }
            view.announce(lines);
        }

        /** Runs until the time is over or something ends it. */
        private Ending compare(
                EmbeddedRuntime runtime, Comparison comparison, ComparisonRecorder recorder, Duration bucket)
                throws InterruptedException {
            RunProgress progress = new RunProgress(experiment, runId, runtime, recorder, comparison);
            view.update(progress.status(RunPhase.DEPLOYING, Duration.ZERO));
            try {
                runtime.start();
            } catch (StartException e) {
                throw CommandFailure.failure(e.getMessage(), null);
            }
            RunWatch watch = new RunWatch(runtime, recorder, HeapWatch.ofThisProcess());
            Ending ended;
            try (ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("watchdog").factory())) {
                var _ = watchdog.scheduleAtFixedRate(
                        watch::check, Guard.CHECK_MILLIS, Guard.CHECK_MILLIS, TimeUnit.MILLISECONDS);
                ended = loop(watch, comparison, progress, tick(bucket));
                watchdog.shutdownNow();
            } finally {
                runtime.stop(GRACE);
            }
            comparison.finish(ended.isEarly());
            return ended;
        }

        private Ending loop(RunWatch watch, Comparison comparison, RunProgress progress, Duration tick)
                throws InterruptedException {
            long start = System.nanoTime();
            Duration duration = experiment.timing().duration();
            while (true) {
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                comparison.advance(surroundings.clock().instant());
                view.update(progress.status(progress.phase(), elapsed));
                Ending ended = watch.ending(comparison.storeProblem());
                if (ended.isEarly() || elapsed.compareTo(duration) >= 0) {
                    return ended;
                }
                if (cancelled.await(tick.toNanos(), TimeUnit.NANOSECONDS)) {
                    return Ending.NONE;
                }
            }
        }

        private static Duration tick(Duration bucket) {
            Duration tenth = bucket.dividedBy(10);
            Duration atLeast = tenth.compareTo(TICK_MIN) < 0 ? TICK_MIN : tenth;
            return atLeast.compareTo(TICK_MAX) > 0 ? TICK_MAX : atLeast;
        }

        private Result finish(ReportBuilder builder, Ending ended) {
            Report report = builder.build(ended, isCancelled(), "not yet");
            List<Path> written = write(report);
            opened.writer().close();
            String cleanup = options.keepData()
                    ? "kept until "
                            + surroundings
                                    .clock()
                                    .instant()
                                    .plus(experiment.comparison().retention())
                    : Cleanup.of(surroundings.store(options.data()).delete(runId));
            Report complete = builder.build(ended, isCancelled(), cleanup);
            written = written.isEmpty() ? written : write(complete);
            view.finished(complete, written);
            return new Result(complete, isCancelled());
        }

        private List<Path> write(Report report) {
            try {
                return files.write(report);
            } catch (IOException e) {
                System.getLogger(ExperimentRun.class.getName())
                        .log(System.Logger.Level.ERROR, "the report cannot be written: " + e.getMessage());
                return List.of();
            }
        }
    }
}
