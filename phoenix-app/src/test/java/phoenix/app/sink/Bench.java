package phoenix.app.sink;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.ComponentType.ExporterType;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.StartException;
import phoenix.engine.exporter.otlp.OtlpGrpcExporter;
import phoenix.engine.exporter.otlp.OtlpHttpExporter;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

/** A stand-in and exporters with real sockets; closes all of it. */
final class Bench implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.system();

    final ComponentTelemetry telemetry = new ComponentTelemetry();
    private final ThreadFactory threads = new GraphThreads("sink-test");
    private final GraphExecutor scheduler = new GraphExecutor(CLOCK, threads, Throwable::printStackTrace);
    private final List<Runnable> open = new ArrayList<>();

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    Sink sink(SinkSettings settings) throws IOException {
        return sink(settings, Map.of("baseline", anyPort()));
    }

    Sink sink(SinkSettings settings, Map<String, InetSocketAddress> listeners) throws IOException {
        Sink sink = Sink.start(settings, listeners, CLOCK, threads);
        open.add(sink::close);
        return sink;
    }

    /** Listens where another sink has just been closed: the system may keep the address for a moment. */
    Sink sinkInPlaceOf(InetSocketAddress address) throws IOException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                return sink(SinkSettings.DEFAULT, Map.of("baseline", address));
            } catch (BindException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    static String address(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    Exporter exporter(String protocol, String yaml, Delivery delivery) throws StartException {
        return protocol.equals("grpc")
                ? make(OtlpGrpcExporter.TYPE, yaml, delivery)
                : make(OtlpHttpExporter.TYPE, yaml, delivery);
    }

    private <C> Exporter make(ExporterType<C> type, String yaml, Delivery delivery) throws StartException {
        Exporter exporter = type.factory()
                .create(
                        decode(type.spec().config(), yaml),
                        new ComponentContext("otlp/test", scheduler, threads, telemetry, Map.of(), delivery));
        open.addFirst(() -> exporter.shutdown(Duration.ZERO));
        exporter.start();
        return exporter;
    }

    static <C> C decode(ConfigSpec<C> spec, String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        return new YamlReader(diagnostics)
                .read("test.yaml", yaml)
                .flatMap(node -> spec.decode(node, "exporters::otlp", diagnostics))
                .orElseThrow(() -> new AssertionError(DiagnosticRenderer.text(diagnostics)));
    }

    /** An endpoint of the stand-in with a key, for either protocol; more settings may follow. */
    static String config(InetSocketAddress address) {
        return "endpoint: http://" + address(address) + "\ntls: {insecure: true}\nheaders: {api-key: secret-key}\n";
    }

    /** A sum with that many series, at this time. */
    static MetricBatch batch(int series, Instant time, Attributes resource) {
        long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
        BatchBuilder batch = new BatchBuilder()
                .resource(Resource.of(resource))
                .scope(Scope.of("test", "1"))
                .metric(MetricInfo.sum("requests", "Requests so far", "1", Temporality.CUMULATIVE, true));
        for (int i = 0; i < series; i++) {
            batch.intPoint(Attributes.of("series", Integer.toString(i), "kind", "test"), nanos - 1000, nanos, i);
        }
        return batch.build();
    }

    static MetricBatch batch(int series) {
        return batch(series, CLOCK.instant(), Attributes.of("host.name", "one"));
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
        scheduler.abandon();
    }
}
