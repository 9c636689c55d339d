package phoenix.app.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Exporter;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.Attributes;

/** The OTLP exporters against the stand-in, over real sockets, with what can go wrong on the way. */
@Timeout(120)
class ExportersTest {
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Retries come at once, so that the tests need not wait. */
    private static final String QUICK_RETRY =
            "retry_on_failure: {initial_interval: 1ms, max_interval: 1ms, max_elapsed_time: 60s}\n";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private long count(String name) {
        return bench.telemetry.get(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void everyPointArrivesOnce(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT.withAccounting());
        Exporter exporter = bench.exporter(protocol, Bench.config(sink.address("baseline")), Delivery.SEND);
        for (int i = 1; i <= 50; i++) {
            assertThat(exporter.consume(Bench.batch(i))).isEqualTo(Outcome.ACCEPTED);
        }
        exporter.shutdown(GRACE);

        SinkSnapshot.VariantCounts received = sink.snapshot().variant("baseline");
        assertThat(received.points()).isEqualTo(1275).isEqualTo(count(MetricNames.EXPORTER_SENT));
        assertThat(received.requests()).isEqualTo(50);
        assertThat(received.distinctSeries()).isEqualTo(50);
        assertThat(received.duplicatePoints()).isZero();
        assertThat(received.faults()).isEmpty();
        assertThat(received.wireBytes()).isEqualTo(count(MetricNames.EXPORTER_WIRE_BYTES));
        assertThat(received.uncompressedBytes()).isEqualTo(count(MetricNames.EXPORTER_UNCOMPRESSED_BYTES));
        assertThat(received.pointsByMetric()).containsExactly(Map.entry("requests", 1275L));
        assertThat(sink.snapshot().refusedRequests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void payloadsLargerThanTheWindowArrive(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        Exporter exporter =
                bench.exporter(protocol, Bench.config(sink.address("baseline")) + "compression: none\n", Delivery.SEND);
        exporter.consume(Bench.batch(10_000));
        exporter.shutdown(GRACE);

        assertThat(sink.snapshot().variant("baseline").wireBytes()).isBetween(300_000L, 1_000_000L);
        assertThat(sink.snapshot().variant("baseline").points()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void aPayloadOverTheLimitIsDroppedAndTheNextOneGoes(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        Exporter exporter =
                bench.exporter(protocol, Bench.config(sink.address("baseline")) + "compression: none\n", Delivery.SEND);
        exporter.consume(Bench.batch(40_000));
        exporter.consume(Bench.batch(10));
        exporter.shutdown(GRACE);

        assertThat(sink.snapshot().refusedRequests()).containsEntry("payload too large", 1L);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(40_000);
        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void retryableAnswersAreTriedAgain(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT.withAccounting());
        Exporter exporter =
                bench.exporter(protocol, Bench.config(sink.address("baseline")) + QUICK_RETRY, Delivery.SEND);
        sink.inject(new InjectedFault.Status(503, 14, null), 3);
        sink.inject(new InjectedFault.Status(502, 4, null), 1);
        sink.inject(new InjectedFault.Status(504, 10, null), 1);
        sink.inject(new InjectedFault.Status(429, 14, Duration.ZERO), 1);
        sink.inject(new InjectedFault.Drop(), 2);
        exporter.consume(Bench.batch(100));
        Bench.await("the points are sent", () -> count(MetricNames.EXPORTER_SENT) == 100);

        assertThat(sink.snapshot().variant("baseline").points()).isEqualTo(100);
        assertThat(sink.snapshot().variant("baseline").duplicatePoints()).isZero();
        assertThat(sink.snapshot().refusedRequests()).containsEntry("injected", 8L);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:400", "http:401", "http:403", "http:404", "http:413", "http:500", "http:501"})
    void permanentHttpAnswersDropAtOnce(String status) throws Exception {
        permanent("http", Integer.parseInt(status.substring(5)), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 6, 7, 8, 9, 12, 13, 16})
    void permanentGrpcAnswersDropAtOnce(int code) throws Exception {
        permanent("grpc", 0, code);
    }

    private void permanent(String protocol, int http, int grpc) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        Exporter exporter =
                bench.exporter(protocol, Bench.config(sink.address("baseline")) + QUICK_RETRY, Delivery.SEND);
        sink.inject(new InjectedFault.Status(http, grpc, null), 1);
        exporter.consume(Bench.batch(7));
        Bench.await("the points are dropped", () -> count(MetricNames.EXPORTER_SEND_FAILED) == 7);
        assertThat(sink.snapshot().refusedRequests()).containsEntry("injected", 1L);
        assertThat(sink.snapshot().variants()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 10, 11, 14, 15})
    void grpcRetriesWithRetryInfo(int code) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        Exporter exporter = bench.exporter("grpc", Bench.config(sink.address("baseline")) + QUICK_RETRY, Delivery.SEND);
        sink.inject(new InjectedFault.Status(503, code, Duration.ofNanos(1000)), 1);
        exporter.consume(Bench.batch(7));
        Bench.await("the points are sent", () -> count(MetricNames.EXPORTER_SENT) == 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void partialSuccessIsCountedAndNotRetried(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        Exporter exporter = bench.exporter(protocol, Bench.config(sink.address("baseline")), Delivery.SEND);
        sink.inject(new InjectedFault.Partial(3, "too old"), 1);
        exporter.consume(Bench.batch(7));
        exporter.shutdown(GRACE);

        assertThat(count(MetricNames.EXPORTER_SENT)).isEqualTo(7);
        assertThat(count(MetricNames.EXPORTER_REJECTED)).isEqualTo(3);
        assertThat(sink.snapshot().variant("baseline").requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void anEndpointThatHangsTimesOutAndIsTriedAgain(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        Exporter exporter = bench.exporter(
                protocol, Bench.config(sink.address("baseline")) + QUICK_RETRY + "timeout: 200ms\n", Delivery.SEND);
        sink.inject(new InjectedFault.Hang(), 1);
        exporter.consume(Bench.batch(7));
        Bench.await("the points are sent", () -> count(MetricNames.EXPORTER_SENT) == 7);
        assertThat(sink.snapshot().variant("baseline").points()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void aRestartOfTheEndpointIsSurvived(String protocol) throws Exception {
        Sink first = bench.sink(SinkSettings.DEFAULT);
        InetSocketAddress address = first.address("baseline");
        Exporter exporter = bench.exporter(protocol, Bench.config(address) + QUICK_RETRY, Delivery.SEND);
        exporter.consume(Bench.batch(5));
        Bench.await("the first batch is sent", () -> count(MetricNames.EXPORTER_SENT) == 5);
        first.close();

        Sink second = bench.sinkInPlaceOf(address);
        exporter.consume(Bench.batch(6));
        Bench.await("the second batch is sent", () -> count(MetricNames.EXPORTER_SENT) == 11);
        assertThat(second.snapshot().variant("baseline").points()).isEqualTo(6);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void anEndpointThatRefusesCostsThePointsOnlyAtTheEnd(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        InetSocketAddress address = sink.address("baseline");
        sink.close();
        Exporter exporter = bench.exporter(protocol, Bench.config(address), Delivery.SEND);
        assertThat(exporter.consume(Bench.batch(5))).isEqualTo(Outcome.ACCEPTED);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isZero();
        exporter.shutdown(GRACE);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void aWrongKeyIsPermanentAndNeverShown(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT.withAcceptedKeys(Set.of("right")));
        Exporter exporter = bench.exporter(protocol, Bench.config(sink.address("baseline")), Delivery.SEND);
        exporter.consume(Bench.batch(5));
        exporter.shutdown(GRACE);
        assertThat(count(MetricNames.EXPORTER_SEND_FAILED)).isEqualTo(5);
        assertThat(sink.snapshot().refusedRequests()).containsEntry("invalid api-key", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void onHoldOneEmptyRequestIsSentAndNothingElse(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT);
        Exporter exporter = bench.exporter(protocol, Bench.config(sink.address("baseline")), Delivery.HOLD);
        exporter.consume(Bench.batch(50));
        exporter.shutdown(GRACE);

        assertThat(sink.snapshot().refusedRequests()).isEmpty();
        assertThat(sink.snapshot().variants()).isEmpty();
        assertThat(sink.acceptedRequests()).isEqualTo(1);
        assertThat(count(MetricNames.EXPORTER_HELD)).isEqualTo(50);
        assertThat(count(MetricNames.EXPORTER_SENT)).isZero();
        assertThat(count(MetricNames.EXPORTER_WIRE_BYTES)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void onHoldAWrongKeyStopsTheStart(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT.withAcceptedKeys(Set.of("right")));
        assertThatThrownBy(() -> bench.exporter(protocol, Bench.config(sink.address("baseline")), Delivery.HOLD))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Check the endpoint, the key")
                .hasMessageNotContaining("secret-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void variantsAreToldApartByListenerAndByMark(String protocol) throws Exception {
        Sink sink = bench.sink(SinkSettings.DEFAULT, Map.of("baseline", Bench.anyPort(), "candidate", Bench.anyPort()));
        Exporter one = bench.exporter(protocol, Bench.config(sink.address("baseline")), Delivery.SEND);
        Exporter two = bench.exporter(protocol, Bench.config(sink.address("candidate")), Delivery.SEND);
        one.consume(Bench.batch(5));
        one.consume(Bench.batch(3, Bench.CLOCK.instant(), Attributes.of("phoenix.variant", "candidate")));
        two.consume(Bench.batch(7));
        one.shutdown(GRACE);
        two.shutdown(GRACE);

        assertThat(sink.snapshot().variant("baseline").points()).isEqualTo(5);
        assertThat(sink.snapshot().variant("candidate").points()).isEqualTo(10);
    }
}
