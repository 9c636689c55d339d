package phoenix.engine.exporter.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.metrics.MetricBatch;

/**
 * What exporters that send have in common: the queue before the sender, and delivery on hold. On hold everything
 * happens but the sending itself: one empty request at the start tells whether address and key are right, then each
 * payload is encoded, compressed, checked against the backend's limits, and counted.
 */
public final class QueuedExporter implements Exporter {
    private final ComponentContext context;
    private final SendingSettings settings;
    private final Packer packer;
    private final Sender sender;
    private final MetricConsumer queue;
    private final @Nullable SendingQueue inMemory;
    private final @Nullable StoredQueue onDisk;

    public QueuedExporter(ComponentContext context, SendingSettings settings, Packer packer, Sender sender) {
        this.context = context;
        this.settings = settings;
        this.sender = sender;
        boolean hold = context.delivery() == Delivery.HOLD;
        this.packer = packer;
        Sender target = hold ? new HeldSender() : sender;
        if (settings.queue().storage().isPresent()) {
            StoredQueue stored = new StoredQueue(context, settings, packer, target);
            queue = onDisk = stored;
            inMemory = null;
        } else {
            SendingQueue plain = new SendingQueue(context, settings, packer, target);
            queue = inMemory = plain;
            onDisk = null;
        }
    }

    @Override
    public void start() throws StartException {
        if (context.delivery() == Delivery.HOLD) {
            sendTestRequest();
        }
        if (onDisk != null) {
            onDisk.start();
        }
    }

    private void sendTestRequest() throws StartException {
        Payload empty = packer.pack(MetricBatch.EMPTY);
        SendResult result = sender.send(empty, settings.timeout());
        sender.close();
        String reason = switch (result) {
            case SendResult.Retryable retryable -> retryable.reason();
            case SendResult.Permanent permanent -> permanent.reason();
            case SendResult.Sent _, SendResult.Held _ -> null;
        };
        if (reason != null) {
            throw new StartException(context.id() + ": an empty test request failed: " + reason
                    + ". Check the endpoint, the key in its headers, and the way to it (proxy, firewall);"
                    + " nothing was exported");
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        return queue.consume(batch);
    }

    /** A queue on disk has nothing to finish: the exporter in its place, or the next start, goes on with the files. */
    @Override
    public void finish() throws InterruptedException {
        if (inMemory != null) {
            inMemory.finish();
        }
    }

    @Override
    public long heldBytes() {
        return inMemory == null ? 0 : inMemory.heldBytes();
    }

    @Override
    public void shutdown(Duration grace) {
        if (onDisk != null) {
            onDisk.shutdown(grace);
        }
        if (inMemory != null) {
            inMemory.shutdown(grace);
        }
        sender.close();
    }

    /** Takes every payload, and keeps it to itself. */
    private static final class HeldSender implements Sender {
        @Override
        public SendResult send(Payload payload, Duration timeout) {
            return new SendResult.Held();
        }

        @Override
        public void close() {}
    }
}
