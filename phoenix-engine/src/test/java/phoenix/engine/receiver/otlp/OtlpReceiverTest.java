package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.StartException;
import phoenix.engine.net.GrpcResponse;
import phoenix.engine.net.Header;
import phoenix.engine.receiver.otlp.OtlpFixture.HttpReply;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.RpcStatus;

@Timeout(60)
class OtlpReceiverTest {
    private static final Header PROTOBUF = new Header("Content-Type", "application/x-protobuf");

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(data);
        }
        return bytes.toByteArray();
    }

    @Test
    void aRequestOverGrpcReachesThePipeline() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            GrpcResponse answer = otlp.export(OtlpFixture.request(3), "");
            assertThat(answer.code()).isZero();
            assertThat(answer.body()).isEqualTo(new byte[] {0x0A, 0});
            MetricBatch batch = otlp.batches.take();
            assertThat(batch.pointCount()).isEqualTo(3);
            assertThat(batch.intValue(2)).isEqualTo(2);
            // The memory is given back after the answer.
            OtlpFixture.await("its memory", () -> otlp.telemetry.get(Intake.IN_FLIGHT) == 0);
        }
    }

    @Test
    void aRequestOverGrpcMayBeCompressedAndLarge() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            byte[] request = OtlpFixture.request(30_000);
            assertThat(request.length).isGreaterThan(1_000_000);
            assertThat(otlp.export(request, "").code()).isZero();
            assertThat(otlp.export(gzip(request), "gzip").code()).isZero();
            assertThat(otlp.batches).hasSize(2).allMatch(batch -> batch.pointCount() == 30_000);
        }
    }

    @Test
    void aRequestOverHttpReachesThePipeline() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            HttpReply answer = otlp.postProtobuf(OtlpFixture.request(3));
            assertThat(answer.status()).isEqualTo("200 OK");
            assertThat(answer.header("content-type")).isEqualTo("application/x-protobuf");
            assertThat(answer.body()).isEqualTo(new byte[] {0x0A, 0});
            assertThat(otlp.batches.take().pointCount()).isEqualTo(3);
        }
    }

    @Test
    void aRequestOverHttpMayBeCompressed() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            byte[] request = OtlpFixture.request(1000);
            ByteArrayOutputStream zlib = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
                out.write(request);
            }
            List<Header> gzipped = List.of(PROTOBUF, new Header("Content-Encoding", "gzip"));
            List<Header> deflated = List.of(PROTOBUF, new Header("Content-Encoding", "deflate"));
            assertThat(otlp.post("/v1/metrics", gzipped, gzip(request)).status())
                    .isEqualTo("200 OK");
            assertThat(otlp.post("/v1/metrics", deflated, zlib.toByteArray()).status())
                    .isEqualTo("200 OK");
            assertThat(otlp.batches).hasSize(2).allMatch(batch -> batch.pointCount() == 1000);
        }
    }

    @Test
    void aConnectionCarriesManyRequestsWholeOrInChunks() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH);
                Socket socket = OtlpFixture.connect(otlp.httpPort())) {
            byte[] request = OtlpFixture.request(2);
            String head = "POST /v1/metrics HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\n";
            for (int i = 0; i < 3; i++) {
                ByteArrayOutputStream wire = new ByteArrayOutputStream();
                if (i == 1) {
                    wire.writeBytes(
                            (head + "Transfer-Encoding: chunked\r\n\r\n5\r\n").getBytes(StandardCharsets.US_ASCII));
                    wire.write(request, 0, 5);
                    wire.writeBytes(("\r\n" + Integer.toHexString(request.length - 5) + ";x=y\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    wire.write(request, 5, request.length - 5);
                    wire.writeBytes("\r\n0\r\nTrailer: t\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } else {
                    wire.writeBytes((head + "Content-Length: " + request.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    wire.writeBytes(request);
                }
                socket.getOutputStream().write(wire.toByteArray());
                assertThat(HttpReply.read(socket.getInputStream()).status()).isEqualTo("200 OK");
            }
            assertThat(otlp.batches).hasSize(3);
        }
    }

    @Test
    void theOutcomeOfThePipelineIsTheAnswer() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            byte[] request = OtlpFixture.request(1);

            otlp.pipeline = _ -> Outcome.retryable("the queue is full");
            assertThat(otlp.export(request, "").code()).isEqualTo(14);
            HttpReply retry = otlp.postProtobuf(request);
            assertThat(retry.status()).isEqualTo("503 Service Unavailable");
            assertThat(retry.header("retry-after")).isEmpty();
            assertThat(RpcStatus.decode(retry.body())).isEqualTo(new RpcStatus(14, "the queue is full"));

            otlp.pipeline = _ -> new Outcome.Refused(true, Duration.ofSeconds(7), "later");
            GrpcResponse later = otlp.export(request, "");
            assertThat(later.code()).isEqualTo(14);
            assertThat(later.trailers()).anyMatch(header -> header.name().equals("grpc-status-details-bin"));
            assertThat(otlp.postProtobuf(request).header("retry-after")).isEqualTo("7");

            otlp.pipeline = _ -> Outcome.permanent("no such thing: 100 %");
            GrpcResponse never = otlp.export(request, "");
            assertThat(never.code()).isEqualTo(13);
            assertThat(never.message()).isEqualTo("no such thing: 100 %");
            assertThat(otlp.postProtobuf(request).status()).isEqualTo("500 Internal Server Error");

            otlp.pipeline = _ -> new Outcome.PartlyAccepted(1, "too old");
            ExportResponse partial = new ExportResponse(1, "too old");
            assertThat(ExportResponse.decode(otlp.export(request, "").body())).isEqualTo(partial);
            assertThat(ExportResponse.decode(otlp.postProtobuf(request).body())).isEqualTo(partial);
        }
    }

    @Test
    void anAddressInUseIsSaid() throws Exception {
        try (OtlpFixture otlp = new OtlpFixture(OtlpFixture.BOTH)) {
            assertThatThrownBy(
                            () -> new OtlpFixture("protocols: {http: {endpoint: 127.0.0.1:" + otlp.httpPort() + "}}"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("otlp: protocols::http: cannot listen on 127.0.0.1:" + otlp.httpPort());
        }
    }
}
