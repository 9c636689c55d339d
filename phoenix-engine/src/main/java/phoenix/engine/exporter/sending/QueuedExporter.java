package phoenix.engine.exporter.sending;

import java.time.Duration;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Exporter;
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
    private final SendingQueue queue;

    public QueuedExporter(ComponentContext context, SendingSettings settings, Packer packer, Sender sender) {
        this.context = context;
        this.settings = settings;
        this.sender = sender;
        boolean hold = context.delivery() == Delivery.HOLD;
        this.packer = packer;
        this.queue = new SendingQueue(context, settings, packer, hold ? new HeldSender() : sender);
    }

    @Override
    public void start() throws StartException {
        if (context.delivery() != Delivery.HOLD) {
            return;
        }
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

    @Override
    public void shutdown(Duration grace) {
        queue.shutdown(grace);
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
