package phoenix.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import phoenix.app.embedded.VariantSetup.ProductionDelivery;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.yaml.YamlMapping;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.isolation.Guard;
import phoenix.experiment.Variant;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/**
 * Whatever the candidate does, the baseline's exporter gets every point, in order, and the sender gets the baseline's
 * answer at once. Each fault is a real one: the watched thread throws, hangs or spins.
 */
class CandidateFaultTest {
    private static final int BATCHES = 20;
    private static final ComponentId RECEIVER = ComponentId.parse("manual");
    private static final ComponentId FAULTY = ComponentId.parse("faulty");
    private static final ComponentId BACKEND = ComponentId.parse("backend");
    private static final ComponentId PULL = ComponentId.parse("pull");

    private record NoSettings() {}

    private static final ConfigSpec<NoSettings> NO_SETTINGS = ConfigSpec.of(_ -> new NoSettings());

    private MetricConsumer ingest = _ -> Outcome.permanent("not started");
    private final List<Long> baselineReceived = new ArrayList<>();
    private final AtomicLong candidateReceived = new AtomicLong();
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void anExceptionStopsTheCandidateAndSaysWhy() throws Exception {
        EmbeddedRuntime runtime = started(_ -> {
            throw new IllegalStateException("planted");
        });
        sendAll();
        assertThat(awaitStop(runtime)).contains("IllegalStateException: planted");
        assertBaselineIsWhole(runtime);
    }

    @Test
    void anErrorOfTheVirtualMachineStopsTheCandidate() throws Exception {
        EmbeddedRuntime runtime = started(_ -> {
            throw new StackOverflowError();
        });
        sendAll();
        assertThat(awaitStop(runtime)).contains("StackOverflowError");
        assertBaselineIsWhole(runtime);
    }

    @Test
    void aCandidateThatHangsFallsBehindAndIsStopped() throws Exception {
        EmbeddedRuntime runtime = started(_ -> {
            awaitUninterruptibly(release);
            return Outcome.ACCEPTED;
        });
        sendAll();
        assertThat(baselineReceived).hasSize(BATCHES);
        sendUntilStopped(runtime);
        assertThat(runtime.candidateStopped()).contains("fell behind");
        release.countDown();
        assertBaselineIsWhole(runtime);
    }

    @Test
    void anEndlessLoopOfAllocationsIsStopped() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        EmbeddedRuntime runtime = started(_ -> {
            long sum = 0;
            while (!Thread.currentThread().isInterrupted()) {
                sum += new byte[1 << 16].length;
            }
            interrupted.set(sum > 0);
            return Outcome.ACCEPTED;
        });
        sendAll();
        assertThat(awaitStop(runtime)).contains("allocated more than");
        assertBaselineIsWhole(runtime);
        assertThat(interrupted).as("the guard interrupts the thread").isTrue();
    }

    @Test
    void aCandidateThatRefusesEverythingChangesNoAnswer() throws Exception {
        EmbeddedRuntime runtime = started(_ -> Outcome.permanent("planted"));
        sendAll();
        assertThat(runtime.candidateStopped()).isNull();
        assertBaselineIsWhole(runtime);
    }

    @Test
    void theComparisonMayFailWithoutABaselinePointLost() throws Exception {
        EmbeddedRuntime runtime = start(batch -> Outcome.ACCEPTED, (_, _, _) -> {
            throw new IllegalStateException("disk full");
        });
        sendAll();
        runtime.stop(Duration.ofSeconds(10));
        assertThat(runtime.comparisonFailed()).contains("disk full");
        assertThat(baselineReceived).hasSize(BATCHES);
    }

    @Test
    void aCandidateThatDoesNotStartLeavesNothingRunning() {
        AtomicBoolean baselineClosed = new AtomicBoolean();
        assertThatThrownBy(() -> {
                    EmbeddedRuntime runtime = new EmbeddedRuntime(
                            setup(Variant.BASELINE, null, closing(baselineClosed)),
                            setup(Variant.CANDIDATE, null, failingToStart()),
                            "run",
                            Clock.systemUTC(),
                            (_, _, _) -> {});
                    runtime.start();
                })
                .isInstanceOf(StartException.class)
                .hasMessageContaining("candidate does not start")
                .hasMessageContaining("port 1 is taken");
        assertThat(baselineClosed).isTrue();
    }

    @Test
    void aHealthyCandidateGetsWhatTheBaselineGets() throws Exception {
        EmbeddedRuntime runtime = started(batch -> Outcome.ACCEPTED);
        sendAll();
        runtime.stop(Duration.ofSeconds(10));
        assertThat(candidateReceived).hasValue(BATCHES);
        assertThat(runtime.ingestDifferences()).isEmpty();
        assertThat(runtime.snapshot(Variant.BASELINE).productionPoints()).containsEntry(BACKEND, (long) BATCHES);
    }

    private EmbeddedRuntime started(MetricConsumer faulty) throws StartException {
        return start(faulty, (_, _, _) -> {});
    }

    private EmbeddedRuntime start(MetricConsumer faulty, EmbeddedRuntime.ComparisonTap tap) throws StartException {
        EmbeddedRuntime runtime = new EmbeddedRuntime(
                setup(Variant.BASELINE, null, recording()),
                setup(Variant.CANDIDATE, faulty, counting()),
                "run",
                Clock.systemUTC(),
                tap);
        runtime.start();
        return runtime;
    }

    private VariantSetup setup(Variant variant, @Nullable MetricConsumer faulty, Exporter backend) {
        List<ComponentId> processors = faulty == null ? List.of() : List.of(FAULTY);
        ReceiverType<NoSettings> receiver = new ReceiverType<>(
                ComponentSpec.metrics(ComponentKind.RECEIVER, "manual", List.of(), NO_SETTINGS), (_, next, _) -> {
                    ingest = next;
                    return new Receiver() {};
                });
        ExporterType<NoSettings> exporter = new ExporterType<>(
                ComponentSpec.metrics(ComponentKind.EXPORTER, "backend", List.of(), NO_SETTINGS),
                true,
                (_, _) -> backend);
        ProcessorType<NoSettings> processor = new ProcessorType<>(
                ComponentSpec.metrics(ComponentKind.PROCESSOR, "faulty", List.of(), NO_SETTINGS),
                (_, next, _) -> faulty(faulty, next));
        GraphPlan plan = new GraphPlan(
                List.of(new GraphPlan.Pipeline("metrics", List.of(RECEIVER), processors, List.of(BACKEND))),
                Map.of(
                        RECEIVER,
                        new GraphPlan.PlannedReceiver<>(
                                sharedReceiver(receiver),
                                new NoSettings(),
                                YamlMapping.empty(SourceSpan.start("test")))),
                Map.of(FAULTY, new GraphPlan.PlannedProcessor<>(processor, new NoSettings())),
                Map.of(
                        BACKEND,
                        new GraphPlan.PlannedExporter<>(
                                exporter, new NoSettings(), YamlMapping.empty(SourceSpan.start("test")))),
                Map.of(),
                Map.of());
        return new VariantSetup(variant, plan, Set.of(PULL), Set.of(BACKEND), ProductionDelivery.SEND, Map.of(), "");
    }

    private @Nullable ReceiverType<NoSettings> theReceiver;

    /** Both plans must name the very same type, as two configurations read with one registry do. */
    private ReceiverType<NoSettings> sharedReceiver(ReceiverType<NoSettings> made) {
        ReceiverType<NoSettings> known = theReceiver;
        if (known == null) {
            theReceiver = made;
            return made;
        }
        return known;
    }

    private static Processor faulty(@Nullable MetricConsumer fault, MetricConsumer next) {
        return batch -> {
            Outcome outcome = fault == null ? Outcome.ACCEPTED : fault.consume(batch);
            return outcome instanceof Outcome.Refused ? outcome : next.consume(batch);
        };
    }

    private Exporter recording() {
        return batch -> {
            baselineReceived.add(batch.intValue(0));
            return Outcome.ACCEPTED;
        };
    }

    private Exporter counting() {
        return batch -> {
            candidateReceived.addAndGet(batch.pointCount());
            return Outcome.ACCEPTED;
        };
    }

    private static Exporter closing(AtomicBoolean closed) {
        return new Exporter() {
            @Override
            public Outcome consume(MetricBatch batch) {
                return Outcome.ACCEPTED;
            }

            @Override
            public void shutdown(Duration grace) {
                closed.set(true);
            }
        };
    }

    private static Exporter failingToStart() {
        return new Exporter() {
            @Override
            public Outcome consume(MetricBatch batch) {
                return Outcome.ACCEPTED;
            }

            @Override
            public void start() throws StartException {
                throw new StartException("port 1 is taken");
            }
        };
    }

    private void sendAll() {
        for (long i = 0; i < BATCHES; i++) {
            assertThat(ingest.consume(batch(i, 1))).isEqualTo(Outcome.ACCEPTED);
        }
    }

    private void sendUntilStopped(EmbeddedRuntime runtime) {
        for (long i = BATCHES; runtime.candidateStopped() == null && i < BATCHES + 2_000; i++) {
            assertThat(ingest.consume(batch(i, 1_000))).isEqualTo(Outcome.ACCEPTED);
            runtime.checkBudgets();
        }
    }

    /** Plays the watchdog until it bites. */
    private static String awaitStop(EmbeddedRuntime runtime) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (runtime.candidateStopped() == null && System.nanoTime() < deadline) {
            runtime.checkBudgets();
            new CountDownLatch(1).await(Guard.CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
        String reason = runtime.candidateStopped();
        assertThat(reason).as("the candidate is stopped").isNotNull();
        return String.valueOf(reason);
    }

    private void assertBaselineIsWhole(EmbeddedRuntime runtime) {
        long before = baselineReceived.size();
        assertThat(ingest.consume(batch(before, 1)))
                .as("the baseline goes on after the fault")
                .isEqualTo(Outcome.ACCEPTED);
        runtime.stop(Duration.ofSeconds(10));
        List<Long> expected = new ArrayList<>();
        for (long i = 0; i <= before; i++) {
            expected.add(i);
        }
        assertThat(baselineReceived).isEqualTo(expected);
        assertThat(runtime.baselineFaults()).isZero();
    }

    private static MetricBatch batch(long value, int points) {
        BatchBuilder builder =
                new BatchBuilder().resource(Resource.EMPTY).scope(Scope.EMPTY).metric(MetricInfo.gauge("g", "", "1"));
        for (int i = 0; i < points; i++) {
            builder.intPoint(Attributes.EMPTY, 0, value, value);
        }
        return builder.build();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true; // this fault is one that ignores the guard
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
