package phoenix.engine.connector.forward;

import java.util.List;
import java.util.Set;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.collector.Signal;
import phoenix.config.spec.ConfigSpec;
import phoenix.engine.component.ComponentType.ConnectorType;
import phoenix.engine.component.Connector;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/** The Collector's {@code forward} connector: joins pipelines, changes nothing. */
public final class ForwardConnector implements Connector {
    /** What a user writes: nothing. */
    public record Config() {}

    public static final ConnectorType<Config> TYPE = new ConnectorType<>(
            // Pipelines of other signals are read and not run.
            new ComponentSpec<>(
                    ComponentKind.CONNECTOR,
                    "forward",
                    List.of(),
                    ConfigSpec.of(_ -> new Config()),
                    Set.of(Signal.values())),
            (_, next, _) -> new ForwardConnector(next));

    private final MetricConsumer next;

    private ForwardConnector(MetricConsumer next) {
        this.next = next;
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        return next.consume(batch);
    }
}
