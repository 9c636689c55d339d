package phoenix.app.preview;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.ConfigSpec;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Outcome;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;

/** In the place of every exporter: takes each batch, counts it as held, and sends nothing anywhere. */
final class HoldingExporter implements Exporter {
    /** It has no settings. */
    record Config() {}

    static final ExporterType<Config> TYPE = new ExporterType<>(
            ComponentSpec.metrics(ComponentKind.EXPORTER, "preview", List.of(), ConfigSpec.of(_ -> new Config())),
            false,
            (_, context) -> new HoldingExporter(context.telemetry().value(MetricNames.EXPORTER_HELD)));

    private final AtomicLong held;

    private HoldingExporter(AtomicLong held) {
        this.held = held;
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        held.addAndGet(batch.pointCount());
        return Outcome.ACCEPTED;
    }
}
