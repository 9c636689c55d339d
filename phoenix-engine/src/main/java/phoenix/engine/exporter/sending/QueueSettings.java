package phoenix.engine.exporter.sending;

import java.util.Optional;
import phoenix.config.collector.ComponentId;
import phoenix.config.spec.Located;

/**
 * {@code sending_queue}.
 *
 * @param queueSize what the queue holds at most, in units of the sizer; a request counts until it is sent or given up
 * @param numConsumers requests that are sent or wait for their retry at the same time
 * @param blockOnOverflow a full queue makes the pipeline wait, where it otherwise refuses
 * @param waitForResult the pipeline waits until its batch is sent or given up, and gets that as its answer
 * @param storage the extension that keeps the queue over a restart; empty for a queue in memory
 */
public record QueueSettings(
        Sizer sizer,
        long queueSize,
        int numConsumers,
        boolean blockOnOverflow,
        boolean waitForResult,
        Optional<BatchSettings> batch,
        Optional<Located<ComponentId>> storage) {
    /** A queue in memory. */
    public QueueSettings(
            Sizer sizer,
            long queueSize,
            int numConsumers,
            boolean blockOnOverflow,
            boolean waitForResult,
            Optional<BatchSettings> batch) {
        this(sizer, queueSize, numConsumers, blockOnOverflow, waitForResult, batch, Optional.empty());
    }

    /** The Collector's defaults. */
    public static final QueueSettings DEFAULT =
            new QueueSettings(Sizer.REQUESTS, 1000, 10, false, false, Optional.empty());

    /** What {@code sending_queue: {enabled: false}} means: the pipeline itself makes the attempts. */
    public static final QueueSettings SYNCHRONOUS =
            new QueueSettings(Sizer.REQUESTS, 64, 64, true, true, Optional.empty());
}
