package phoenix.engine.exporter.nop;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Outcome;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;

/** The Collector's {@code nop} exporter: takes every batch and forgets it. Thread-safe. */
public final class NopExporter implements Exporter {
    /** It has no settings. */
    public record Config() {}

    public static final ExporterType<Config> TYPE = new ExporterType<>(
            ComponentSpec.metrics(ComponentKind.EXPORTER, "nop", List.of(), ConfigSpec.of(_ -> new Config())),
            false,
            (_, context) -> new NopExporter(context));

    private final AtomicLong sent;

    private NopExporter(ComponentContext context) {
        this.sent = context.telemetry().value(MetricNames.EXPORTER_SENT);
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        sent.addAndGet(batch.pointCount());
        return Outcome.ACCEPTED;
    }
}
