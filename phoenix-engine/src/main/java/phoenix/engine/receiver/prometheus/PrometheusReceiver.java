package phoenix.engine.receiver.prometheus;

import java.time.Duration;
import java.util.List;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.MetricNames;

/**
 * The Collector's {@code prometheus} receiver: scrapes targets in Prometheus' text formats and in protobuf, with relabelling,
 * limits and staleness as in Prometheus. Differences: docs/components/prometheus-receiver.md.
 */
public final class PrometheusReceiver implements Receiver {
    public static final ReceiverType<PrometheusConfig> TYPE = new ReceiverType<>(
            ComponentSpec.metrics(ComponentKind.RECEIVER, "prometheus", List.of(), PrometheusConfig.SPEC),
            PrometheusReceiver::new);

    /** The version that the reference Collector puts beside the name of the scope. */
    static final String SCOPE_VERSION = "0.159.0";

    private final List<ScrapePool> pools;

    PrometheusReceiver(PrometheusConfig config, MetricConsumer next, ComponentContext context) {
        context.telemetry()
                .setLabels("transport=\"http\"", MetricNames.RECEIVER_ACCEPTED, MetricNames.RECEIVER_REFUSED);
        this.pools = config.scrapes().stream()
                .map(scrape -> new ScrapePool(scrape, context, next, config.externalLabels(), config.initialOffset()))
                .toList();
    }

    @Override
    public void start() throws StartException {
        for (ScrapePool pool : pools) {
            pool.start();
        }
    }

    @Override
    public void shutdown(Duration grace) {
        pools.forEach(ScrapePool::stop);
    }
}
