package phoenix.engine.exporter.sending;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import phoenix.config.collector.ComponentId;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;

/** The fields {@code sending_queue}, {@code retry_on_failure} and {@code timeout} of every exporter that sends. */
public final class SendingFields {
    private static final Field<Sizer> SIZER =
            Field.choice("sizer", Sizer.REQUESTS, "What queue_size counts: requests, items (data points) or bytes");
    private static final Field<Long> QUEUE_SIZE = Field.int64(
                    "queue_size", 1000, "What the queue holds at most; a request counts until it is sent or given up")
            .atLeast(1L);
    private static final Field<Integer> NUM_CONSUMERS = Field.int32(
                    "num_consumers", 10, "Requests being sent, or waiting for their retry, at the same time")
            .atLeast(1)
            .atMost(1000);
    private static final Field<Boolean> BLOCK_ON_OVERFLOW =
            Field.bool("block_on_overflow", false, "A full queue makes the pipeline wait instead of refusing");
    private static final Field<Boolean> WAIT_FOR_RESULT =
            Field.bool("wait_for_result", false, "The pipeline waits until its batch is sent or given up");
    /** Null is none, as in the Collector. */
    private static final FieldType<Optional<ComponentId>> EXTENSION_ID = FieldType.string()
            .as(
                    "extension id",
                    text -> text.isEmpty() ? Optional.empty() : Optional.of(ComponentId.parse(text)),
                    id -> id.map(ComponentId::toString).orElse(""));

    private static final Field<Optional<Located<Optional<ComponentId>>>> STORAGE = Field.optional(
            FieldType.located(EXTENSION_ID),
            "storage",
            "The extension that keeps the queue over a restart: file_storage; without it the queue is in memory");
    private static final Field<Duration> FLUSH_TIMEOUT = Field.duration(
                    "flush_timeout", Duration.ofMillis(200), "How long points wait for a full batch")
            .atLeast(Duration.ofNanos(1));
    private static final Field<Long> MIN_SIZE =
            Field.int64("min_size", 8192, "What sends a batch").atLeast(0L);
    private static final Field<Long> MAX_SIZE =
            Field.int64("max_size", 0, "Where a batch is cut; 0 is never").atLeast(0L);
    private static final Field<Optional<Sizer>> BATCH_SIZER = Field.optional(
            FieldType.choice(Sizer.class), "sizer", "What the sizes count: items or bytes; by default as the queue");
    private static final Field<Boolean> PARTITION =
            Field.unsupported("partition", "there is no client metadata here to partition by");
    private static final ConfigSpec<BatchSettings> BATCH_SPEC = ConfigSpec.of(
                    v -> new BatchSettings(
                            v.get(FLUSH_TIMEOUT),
                            v.get(MIN_SIZE),
                            v.get(MAX_SIZE),
                            v.get(BATCH_SIZER).orElse(null)),
                    FLUSH_TIMEOUT,
                    MIN_SIZE,
                    MAX_SIZE,
                    BATCH_SIZER,
                    PARTITION)
            .check((batch, context) -> {
                if (batch.sizer() == Sizer.REQUESTS) {
                    context.error(BATCH_SIZER, "must be items or bytes");
                }
                if (batch.maxSize() > 0 && batch.maxSize() < batch.minSize()) {
                    context.error(MAX_SIZE, "must be at least min_size, or 0 for no limit");
                }
            });
    private static final Field<Optional<BatchSettings>> BATCH =
            Field.optional(BATCH_SPEC, "batch", "Puts requests together, or cuts them, in the queue");

    private static final ConfigSpec<QueueSettings> QUEUE_SPEC = ConfigSpec.of(
                    v -> new QueueSettings(
                            v.get(SIZER),
                            v.get(QUEUE_SIZE),
                            v.get(NUM_CONSUMERS),
                            v.get(BLOCK_ON_OVERFLOW),
                            v.get(WAIT_FOR_RESULT),
                            v.get(BATCH),
                            v.get(STORAGE).flatMap(SendingFields::given)),
                    SIZER,
                    QUEUE_SIZE,
                    NUM_CONSUMERS,
                    BLOCK_ON_OVERFLOW,
                    WAIT_FOR_RESULT,
                    STORAGE,
                    BATCH)
            .check((queue, context) -> {
                if (queue.storage().isPresent() && queue.waitForResult()) {
                    context.error(
                            WAIT_FOR_RESULT,
                            "wait_for_result does not go together with storage",
                            "leave one of the two out");
                }
            })
            .check((queue, context) -> queue.batch().ifPresent(batch -> {
                Sizer sizer = batch.sizer() == null ? queue.sizer() : batch.sizer();
                if (sizer == queue.sizer() && sizer != Sizer.REQUESTS && batch.minSize() > queue.queueSize()) {
                    context.error(BATCH, "min_size must be at most queue_size");
                }
            }));

    /** For exporters that have no queue here, and one in the Collector. */
    public static final FieldType<?> QUEUE_SHAPE = FieldType.switched(QUEUE_SPEC);

    /** Empty when the user has switched the queue off. */
    public static final Field<Optional<QueueSettings>> SENDING_QUEUE =
            Field.switched(QUEUE_SPEC, "sending_queue", true, "The queue in front of the sender");

    private static final RetrySettings DEFAULT = RetrySettings.DEFAULT;
    private static final Field<Boolean> ENABLED = Field.bool("enabled", true, "Whether failed requests are sent again");
    private static final Field<Double> RANDOMIZATION_FACTOR = Field.float64(
                    "randomization_factor", DEFAULT.randomizationFactor(), "Spreads each wait by this share")
            .atLeast(0.0)
            .atMost(1.0);
    private static final Field<Double> MULTIPLIER = Field.float64(
                    "multiplier", DEFAULT.multiplier(), "The growth of the wait from one failure to the next")
            .atLeast(0.0);
    private static final Field<Duration> MAX_INTERVAL = Field.duration(
                    "max_interval", DEFAULT.maxInterval(), "The longest wait")
            .atLeast(Duration.ZERO);
    private static final Field<Duration> MAX_ELAPSED_TIME = Field.duration(
                    "max_elapsed_time", DEFAULT.maxElapsedTime(), "After this a request is dropped; 0 is never")
            .atLeast(Duration.ZERO);
    public static final Field<RetrySettings> RETRY_ON_FAILURE = retryOnFailure(DEFAULT.initialInterval());

    private SendingFields() {}

    private static Optional<Located<ComponentId>> given(Located<Optional<ComponentId>> storage) {
        return storage.value().map(id -> new Located<>(id, storage.node()));
    }

    /** The extensions that a queue needs. */
    public static List<Located<ComponentId>> extensions(Optional<QueueSettings> queue) {
        return queue.flatMap(QueueSettings::storage).stream().toList();
    }

    /** For an exporter with a default of its own. */
    public static Field<RetrySettings> retryOnFailure(Duration defaultInitialInterval) {
        Field<Duration> initialInterval = Field.duration(
                        "initial_interval", defaultInitialInterval, "The wait after the first failure")
                .atLeast(Duration.ZERO);
        ConfigSpec<RetrySettings> spec = ConfigSpec.of(
                        v -> new RetrySettings(
                                v.get(ENABLED),
                                v.get(initialInterval),
                                v.get(RANDOMIZATION_FACTOR),
                                v.get(MULTIPLIER),
                                v.get(MAX_INTERVAL),
                                v.get(MAX_ELAPSED_TIME)),
                        ENABLED,
                        initialInterval,
                        RANDOMIZATION_FACTOR,
                        MULTIPLIER,
                        MAX_INTERVAL,
                        MAX_ELAPSED_TIME)
                .check((retry, context) -> {
                    boolean limited = retry.enabled() && retry.maxElapsedTime().isPositive();
                    if (limited && retry.maxElapsedTime().compareTo(retry.initialInterval()) < 0) {
                        context.error(MAX_ELAPSED_TIME, "must be at least initial_interval, or 0 for no limit");
                    }
                    if (limited && retry.maxElapsedTime().compareTo(retry.maxInterval()) < 0) {
                        context.error(MAX_ELAPSED_TIME, "must be at least max_interval, or 0 for no limit");
                    }
                });
        return Field.nested(spec, "retry_on_failure", "What happens to a request that failed");
    }

    public static Field<Duration> timeout(Duration defaultTimeout) {
        return Field.duration("timeout", defaultTimeout, "The limit of one attempt; 0 is none")
                .atLeast(Duration.ZERO);
    }
}
