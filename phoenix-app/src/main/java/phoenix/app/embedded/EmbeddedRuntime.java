package phoenix.app.embedded;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Periodic;
import phoenix.engine.component.StartException;
import phoenix.engine.ingest.HostedReceiver;
import phoenix.engine.ingest.ReceiverHost;
import phoenix.engine.isolation.Budget;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.isolation.Guard;
import phoenix.engine.isolation.Lane;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.experiment.Variant;
import phoenix.metrics.MetricBatch;

/**
 * Baseline and candidate in one process. A receiver that both configurations have with equal settings is read once, and
 * so is one that differs in the interval alone ({@link IngestPlan}): its batches go through the baseline's graph on the receiver's own thread, whose outcome is the receiver's answer, and
 * then to the candidate's lane. Nothing of the candidate or the comparison runs before or around the baseline.
 *
 * <p>{@link #start}, {@link #stop} and {@link #checkBudgets} are for one controlling thread; the rest is thread-safe.
 */
public final class EmbeddedRuntime implements ExperimentRuntime {
    private static final System.Logger LOG = System.getLogger(EmbeddedRuntime.class.getName());
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final InstantSource clock;
    private final VariantRuntime baseline;
    private final VariantRuntime candidate;
    private final Guard guard;
    private final Lane candidateLane;
    private final IngestPlan plan;
    private final List<HostedReceiver> receivers = new ArrayList<>();
    private final GraphTelemetry ingest = new GraphTelemetry();
    private final AtomicReference<@Nullable String> candidateStopped = new AtomicReference<>();
    private final AtomicReference<@Nullable String> comparisonFailed = new AtomicReference<>();
    private @Nullable Thread candidateEnd;
    private final AtomicLong baselineFaults = new AtomicLong();

    /** Where the samples of the comparison go: called on the comparison's threads. */
    @FunctionalInterface
    public interface ComparisonTap {
        void consume(Variant variant, String pipeline, MetricBatch batch);
    }

    /**
     * Builds both graphs and all receivers; nothing is open yet.
     *
     * @param experiment the run id, for the mark
     * @throws StartException when a component of either variant cannot be made
     */
    public EmbeddedRuntime(
            VariantSetup baselineSetup,
            VariantSetup candidateSetup,
            String experiment,
            InstantSource clock,
            ComparisonTap tap)
            throws StartException {
        this.clock = clock;
        VariantRuntime.Taps taps = new TapsOfBoth(tap);
        this.baseline = new VariantRuntime(baselineSetup, experiment, clock, taps, this::baselineFault);
        this.candidate = new VariantRuntime(candidateSetup, experiment, clock, taps, this::candidateFault);
        Budget budget = Budget.ofHeap(Runtime.getRuntime().maxMemory());
        this.candidateLane = new Lane(candidate.executor, budget.queuedPointsMax());
        this.guard = new Guard(budget, candidate.executor, candidate.threads, candidateLane, this::candidateIsStopped);
        this.plan = IngestPlan.of(
                baselineSetup.plan().receivers(), candidateSetup.plan().receivers());
        createReceivers(new ReceiverHost(
                clock, new GraphThreads("ingest"), ingest, baselineSetup.environment(), this::baselineFault));
    }

    private final class TapsOfBoth implements VariantRuntime.Taps {
        private final ComparisonTap tap;

        TapsOfBoth(ComparisonTap tap) {
            this.tap = tap;
        }

        @Override
        public MetricConsumer tap(Variant variant, String pipeline) {
            return batch -> {
                tap.consume(variant, pipeline, batch);
                return Outcome.ACCEPTED;
            };
        }

        @Override
        public void comparisonFailed(Throwable fault) {
            LOG.log(System.Logger.Level.ERROR, "the comparison failed", fault);
            comparisonFailed.compareAndSet(null, describe(fault));
        }
    }

    private void createReceivers(ReceiverHost host) throws StartException {
        for (IngestPlan.Read read : plan.reads()) {
            MetricConsumer toBaseline = read.baseline() == null
                    ? null
                    : thinned(metered(baseline.graph.entry(read.baseline().receiver())), read, read.baseline());
            MetricConsumer toCandidate = read.candidate() == null
                    ? null
                    : thinned(
                            candidateLane.to(
                                    candidate.graph.entry(read.candidate().receiver())),
                            read,
                            read.candidate());
            MetricConsumer next = toBaseline == null
                    ? Objects.requireNonNull(toCandidate)
                    : toCandidate == null ? toBaseline : new BaselineFirst(toBaseline, toCandidate);
            receivers.add(host.create(read.id(), read.receiver(), next));
        }
    }

    private MetricConsumer thinned(MetricConsumer entry, IngestPlan.Read read, IngestPlan.Share share) {
        return share.interval() != null && read.receiver().config() instanceof Periodic periodic
                ? new EveryNth(entry, clock, share.interval(), periodic.collectionInterval())
                : entry;
    }

    /** Counts the CPU that the baseline uses on the receiver's thread as the baseline's. */
    private MetricConsumer metered(MetricConsumer entry) {
        return batch -> {
            long before = THREADS.getCurrentThreadCpuTime();
            Outcome outcome = entry.consume(batch);
            baseline.threads.addCpuNanos(THREADS.getCurrentThreadCpuTime() - before);
            return outcome;
        };
    }

    private record BaselineFirst(MetricConsumer baseline, MetricConsumer candidate) implements MetricConsumer {
        @Override
        public Outcome consume(MetricBatch batch) {
            try {
                return baseline.consume(batch);
            } finally {
                candidate.consume(batch);
            }
        }
    }

    /**
     * Starts the baseline, then the candidate, then the receivers. After a failure everything is closed again.
     *
     * @throws StartException with the variant it concerns
     */
    public void start() throws StartException {
        try {
            baseline.start();
            candidate.start();
            for (HostedReceiver receiver : receivers) {
                receiver.start();
            }
        } catch (StartException | RuntimeException e) {
            stop(Duration.ZERO);
            throw e;
        }
    }

    /** Compares the candidate with its budget; to be called every {@link Guard#CHECK_MILLIS} ms. */
    public void checkBudgets() {
        guard.check();
    }

    /** Stops the candidate for good, because of something that was noticed outside; the baseline goes on. */
    public void stopCandidate(String reason) {
        guard.stop(reason);
    }

    private void candidateIsStopped(String reason) {
        candidateStopped.compareAndSet(null, reason);
        // At once, and without grace: what a candidate over its budget still holds is what the baseline may need.
        endCandidate(Duration.ZERO);
    }

    /**
     * Stops reading, lets both variants send what they hold, and closes everything. The baseline goes first and gets the
     * whole grace; a candidate that does not end in its own is left behind.
     */
    public void stop(Duration grace) {
        receivers.forEach(receiver -> receiver.shutdown(grace));
        receivers.forEach(receiver -> receiver.drain(grace));
        Thread ending = endCandidate(grace);
        baseline.graph.shutdown(grace);
        baseline.executor.drain(grace);
        baseline.comparison.close(grace);
        try {
            ending.join(grace.plusMillis(100));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Once, and on a thread of its own: the candidate's components may hang. Two may ask at the same time, the guard and
     * {@link #stop}: both get a thread that has been started.
     */
    private synchronized Thread endCandidate(Duration grace) {
        Thread ending = candidateEnd;
        if (ending == null) {
            ending = Thread.ofPlatform().daemon().name("candidate-end").start(() -> closeCandidate(grace));
            candidateEnd = ending;
        }
        return ending;
    }

    private void closeCandidate(Duration grace) {
        if (!guard.isStopped()) {
            candidate.executor.drain(grace);
        }
        candidate.executor.abandon();
        candidate.graph.shutdown(grace);
        candidate.comparison.close(grace);
    }

    /** Why the candidate was stopped; null while it runs. */
    public @Nullable String candidateStopped() {
        return candidateStopped.get();
    }

    /** Why the comparison ended; null while it works. */
    public @Nullable String comparisonFailed() {
        return comparisonFailed.get();
    }

    @Override
    public List<IngestDifference> ingestDifferences() {
        return plan.differences();
    }

    @Override
    public boolean isIngestShared() {
        return plan.differences().stream().allMatch(d -> d.kind() == IngestDifference.Kind.EVERY_NTH);
    }

    @Override
    public VariantSnapshot snapshot(Variant variant) {
        VariantRuntime runtime = variant == Variant.BASELINE ? baseline : candidate;
        return new VariantSnapshot(
                runtime.productionPoints(),
                runtime.graph.exporters(),
                runtime.telemetry,
                runtime.threads.cpuNanos(),
                runtime.comparison.droppedPoints()
                        + (variant == Variant.CANDIDATE ? candidateLane.droppedPoints() : 0));
    }

    @Override
    public GraphTelemetry ingest() {
        return ingest;
    }

    @Override
    public long baselineFaults() {
        return baselineFaults.get();
    }

    private void baselineFault(Throwable fault) {
        baselineFaults.incrementAndGet();
        LOG.log(System.Logger.Level.ERROR, "a fault in the baseline; it goes on", fault);
    }

    private void candidateFault(Throwable fault) {
        guard.stop("it failed: " + describe(fault));
    }

    private static String describe(Throwable fault) {
        String message = fault.getMessage();
        return fault.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
