package phoenix.engine.exporter.otlp;

import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.backend.NewRelicLimits;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.exporter.sending.Packer;
import phoenix.engine.exporter.sending.Payload;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;

/** Counts what the backend would object to in payloads that are held back. Thread-safe. */
final class LimitChecks implements Packer {
    private static final System.Logger LOG = System.getLogger(LimitChecks.class.getName());

    private final Packer packer;
    private final ComponentContext context;
    private final boolean newRelic;
    private final AtomicLong faults;

    private LimitChecks(Packer packer, ComponentContext context, boolean newRelic) {
        this.packer = packer;
        this.context = context;
        this.newRelic = newRelic;
        this.faults = context.telemetry().value(MetricNames.EXPORTER_LIMIT_FAULTS);
    }

    /** The packer for an exporter: with these checks where delivery is on hold, and as it is elsewhere. */
    static Packer around(Packer packer, ComponentContext context, String host) {
        return context.delivery() == Delivery.HOLD
                ? new LimitChecks(packer, context, NewRelicLimits.appliesTo(host))
                : packer;
    }

    @Override
    public Payload pack(MetricBatch batch) {
        Payload payload = packer.pack(batch);
        if (newRelic) {
            if (payload.body().length > NewRelicLimits.PAYLOAD_BYTES_MAX) {
                fault("a payload of " + payload.body().length + " bytes, more than New Relic's "
                        + NewRelicLimits.PAYLOAD_BYTES_MAX + "; set sending_queue.batch.max_size");
            }
            NewRelicLimits.check(batch, context.scheduler().clock().instant(), (category, message) -> fault(message));
        }
        return payload;
    }

    private void fault(String message) {
        if (faults.getAndIncrement() == 0) {
            LOG.log(System.Logger.Level.WARNING, "{0}: New Relic would object: {1}", context.id(), message);
        }
    }

    @Override
    public long sizeBytes(MetricBatch batch) {
        return packer.sizeBytes(batch);
    }
}
