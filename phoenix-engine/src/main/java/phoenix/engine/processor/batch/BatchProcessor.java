package phoenix.engine.processor.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.component.Scheduler;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.Distribution;
import phoenix.engine.telemetry.SizeBounds;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpEncoder;

/**
 * The Collector's {@code batch} processor: gathers batches until they hold {@code send_batch_size} data points or
 * {@code timeout} has passed, and cuts what is larger than {@code send_batch_max_size}. Always answers
 * {@link Outcome#ACCEPTED}: as in the Collector, what happens behind it does not reach the sender.
 *
 * <p>Holds at most {@code send_batch_size} points plus one incoming batch. A full batch is handed on by the thread that
 * filled it.
 */
public final class BatchProcessor implements Processor {
    static final Field<Duration> TIMEOUT = Field.duration(
                    "timeout", Duration.ofMillis(200), "How long points may wait; 0 hands every batch on at once")
            .atLeast(Duration.ZERO);
    static final Field<Long> SIZE = Field.int64(
                    "send_batch_size", 8192, "Data points that send a batch; 0 hands every batch on at once")
            .atLeast(0L);
    static final Field<Long> SIZE_MAX = Field.int64(
                    "send_batch_max_size", 0, "Data points a batch may hold; larger ones are cut; 0 is no limit")
            .atLeast(0L);
    static final Field<Boolean> METADATA_KEYS = Field.unsupported(
                    "metadata_keys",
                    "receivers here do not carry client metadata; leave it out to batch everything together")
            .shaped(FieldType.listOf(FieldType.string())
                    .as("list of keys", BatchProcessor::withoutTwins, keys -> String.join(", ", keys)));
    static final Field<Long> METADATA_LIMIT = Field.int64(
                    "metadata_cardinality_limit", 1000, "Has meaning with metadata_keys only, which are not supported")
            .atLeast(0L);

    /** What a user writes. */
    public record Config(Duration timeout, long size, long sizeMax) {}

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "batch",
                    List.of(),
                    ConfigSpec.of(
                                    v -> new Config(v.get(TIMEOUT), v.get(SIZE), v.get(SIZE_MAX)),
                                    TIMEOUT,
                                    SIZE,
                                    SIZE_MAX,
                                    METADATA_KEYS,
                                    METADATA_LIMIT)
                            .check((config, context) -> {
                                if (config.sizeMax() > 0 && config.sizeMax() < config.size()) {
                                    context.error(SIZE_MAX, "must be at least send_batch_size, or 0 for no limit");
                                }
                            })),
            BatchProcessor::new);

    private static List<String> withoutTwins(List<String> keys) {
        Set<String> seen = new HashSet<>();
        for (String key : keys) {
            if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("\"" + key + "\" is there twice; upper and lower case are the same");
            }
        }
        return keys;
    }

    private final Config config;
    private final MetricConsumer next;
    private final Scheduler scheduler;
    private final Object lock = new Object();
    private final ArrayDeque<MetricBatch> waiting = new ArrayDeque<>();
    private final MemoryAccount.Entry held;
    private final ComponentTelemetry telemetry;
    private final Distribution sizes;
    private final AtomicLong sentByTimeout;
    private final AtomicLong sentBySize;
    private long waitingPoints;
    private long waitingBytes;
    private Scheduler.Task timer = () -> {};
    private boolean timerSet;

    BatchProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.config = config;
        this.next = next;
        this.scheduler = context.scheduler();
        this.held = context.memory().entry();
        this.telemetry = context.telemetry();
        this.sizes = telemetry.distribution("otelcol_processor_batch_batch_send_size", SizeBounds.units());
        this.sentByTimeout = telemetry.value("otelcol_processor_batch_timeout_trigger_send");
        this.sentBySize = telemetry.value("otelcol_processor_batch_batch_size_trigger_send");
        telemetry.value("otelcol_processor_batch_metadata_cardinality").set(1);
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        if (batch.pointCount() == 0) {
            return Outcome.ACCEPTED;
        }
        synchronized (lock) {
            waiting.addLast(batch);
            waitingPoints += batch.pointCount();
            waitingBytes += batch.heldBytes();
            held.set(waitingBytes);
            if (!isDue()) {
                setTimer();
                return Outcome.ACCEPTED;
            }
        }
        send(false);
        return Outcome.ACCEPTED;
    }

    private boolean isDue() {
        return waitingPoints >= config.size() || config.timeout().isZero();
    }

    private void setTimer() {
        if (!timerSet) {
            timerSet = true;
            timer = scheduler.after(config.timeout(), this::onTimeout);
        }
    }

    private void onTimeout() {
        send(true);
    }

    /**
     * Hands on what waits: all of it on a timeout, else as many full batches as there are. As in the Collector, a rest
     * below the size stays when a batch was cut to its maximum.
     */
    private void send(boolean everything) {
        while (true) {
            MetricBatch batch;
            synchronized (lock) {
                if (waitingPoints == 0 || !(everything || isDue())) {
                    timer.cancel();
                    timerSet = false;
                    if (waitingPoints > 0) {
                        setTimer();
                    }
                    return;
                }
                batch = take();
            }
            measure(batch, everything);
            next.consume(batch);
        }
    }

    private void measure(MetricBatch batch, boolean byTimeout) {
        (byTimeout ? sentByTimeout : sentBySize).incrementAndGet();
        sizes.record(batch.pointCount());
        if (telemetry.isDetailed()) {
            telemetry
                    .distribution("otelcol_processor_batch_batch_send_size_bytes", SizeBounds.bytes())
                    .record(new OtlpEncoder().encodedSize(batch));
        }
    }

    /** All that waits, or its first {@code send_batch_max_size} points. Called with the lock. */
    private MetricBatch take() {
        MetricBatch all;
        if (waiting.size() == 1) {
            all = waiting.removeFirst();
        } else {
            BatchBuilder builder = new BatchBuilder((int) waitingPoints);
            waiting.forEach(builder::append);
            waiting.clear();
            all = builder.build();
        }
        waitingPoints = 0;
        waitingBytes = 0;
        held.set(0);
        if (config.sizeMax() == 0 || all.pointCount() <= config.sizeMax()) {
            return all;
        }
        int cut = (int) config.sizeMax();
        MetricBatch rest = new BatchBuilder().slice(all, cut, all.pointCount()).build();
        waiting.addFirst(rest);
        waitingPoints = rest.pointCount();
        waitingBytes = rest.heldBytes();
        held.set(waitingBytes);
        return new BatchBuilder(cut).slice(all, 0, cut).build();
    }

    @Override
    public void shutdown(Duration grace) {
        send(true);
    }
}
