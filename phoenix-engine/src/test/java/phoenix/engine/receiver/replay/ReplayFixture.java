package phoenix.engine.receiver.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ReceiverType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.StartException;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;

/** A receiver in virtual time, and what it handed on. */
final class ReplayFixture implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(30);

    final VirtualTime time = new VirtualTime();
    final ComponentTelemetry telemetry = new ComponentTelemetry();
    final BlockingQueue<MetricBatch> batches = new LinkedBlockingQueue<>();
    volatile MetricConsumer pipeline = _ -> Outcome.ACCEPTED;
    final Receiver receiver;

    <C> ReplayFixture(ReceiverType<C> type, String yaml) throws StartException {
        Diagnostics diagnostics = new Diagnostics();
        C config = new YamlReader(diagnostics)
                .read("collector.yaml", yaml)
                .flatMap(node -> type.spec().config().decode(node, "receivers::replay", diagnostics))
                .orElseThrow(() -> new AssertionError(diagnostics.errors()));
        ComponentContext context = new ComponentContext(
                "replay",
                time,
                Thread.ofPlatform().daemon().factory(),
                telemetry,
                Map.of(),
                ComponentContext.Delivery.SEND);
        receiver = type.factory()
                .create(
                        config,
                        batch -> {
                            Outcome outcome = pipeline.consume(batch);
                            batches.add(batch);
                            return outcome;
                        },
                        context);
    }

    ReplayFixture start() throws StartException {
        receiver.start();
        return this;
    }

    static MetricBatch batch(long timeUnixNano, double value) {
        return new BatchBuilder()
                .resource(Resource.EMPTY)
                .scope(Scope.EMPTY)
                .metric(MetricInfo.gauge("g", "", "1"))
                .doublePoint(Attributes.EMPTY, timeUnixNano == 0 ? 0 : timeUnixNano - 7, timeUnixNano, value)
                .build();
    }

    MetricBatch next() throws InterruptedException {
        MetricBatch batch = batches.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(batch)
                .as("a batch in time; problem: %s", telemetry.problem())
                .isNotNull();
        return Objects.requireNonNull(batch);
    }

    double nextValue() throws InterruptedException {
        return next().doubleValue(0);
    }

    void awaitFinished() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!receiver.isFinished()) {
            assertThat(System.nanoTime()).as("finished in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        receiver.shutdown(LIMIT);
    }
}
