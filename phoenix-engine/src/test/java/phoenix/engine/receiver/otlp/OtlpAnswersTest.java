package phoenix.engine.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phoenix.engine.net.Header;
import phoenix.engine.receiver.otlp.OtlpFixture.HttpReply;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.RpcStatus;
import phoenix.testkit.FreePort;
import phoenix.testkit.Golden;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the real Collector answers to a request, Phoenix answers too: the same status, headers and body. Each case is a
 * request and the Collector's answer; where the words for what is wrong with a message are Phoenix' own, the request
 * says so and only the words differ.
 */
@Timeout(120)
class OtlpAnswersTest {
    private static final Path CASES = Path.of("src/test/resources/otlp-receiver");
    private static final String OWN_WORDS = "# own words";
    private static final Pattern DIRECTIVE = Pattern.compile("(\\S+) ?(.*)");
    private static final Set<String> SHOWN =
            Set.of("content-type", "vary", "retry-after", "x-content-type-options", "x-own", "allow");

    @TempDir
    Path folder = Path.of("");

    private static String protocols(int grpcPort, int httpPort) {
        return """
            protocols:
              grpc: {endpoint: "127.0.0.1:%d", max_recv_msg_size_mib: 1}
              http:
                endpoint: "127.0.0.1:%d"
                max_request_body_size: 100000
                response_headers: {x-own: yes}
                cors: {allowed_origins: ["http://*.example.com"], max_age: 7}
            """.formatted(grpcPort, httpPort).replace("yes", "\"yes\"");
    }

    /** A request: the first line, headers, and the body as directives. */
    private record Request(String text, List<String> head, byte[] body, boolean ownWords) {
        static Request read(Path folder) throws IOException {
            String text = Files.readString(folder.resolve("request"));
            int blank = text.indexOf("\n\n");
            List<String> head = new ArrayList<>(text.substring(0, blank).lines().toList());
            boolean ownWords = head.removeIf(line -> line.equals(OWN_WORDS));
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            String packing = "";
            for (String line :
                    text.substring(blank).lines().filter(l -> !l.isEmpty()).toList()) {
                var directive = DIRECTIVE.matcher(line);
                assertThat(directive.matches()).isTrue();
                String value = directive.group(2);
                switch (directive.group(1)) {
                    case "text" -> body.writeBytes(value.getBytes(StandardCharsets.UTF_8));
                    case "hex" -> body.writeBytes(HexFormat.of().parseHex(value));
                    case "zeros" -> body.writeBytes(new byte[Integer.parseInt(value)]);
                    case "points" -> body.writeBytes(OtlpFixture.request(Integer.parseInt(value)));
                    case "pack" -> packing = value;
                    default -> throw new AssertionError("no directive " + line);
                }
            }
            byte[] bytes = packing.isEmpty() ? body.toByteArray() : Packing.pack(packing, body.toByteArray());
            return new Request(text, head, bytes, ownWords);
        }

        boolean isGrpc() {
            return head.getFirst().startsWith("grpc ");
        }
    }

    @TestFactory
    Stream<DynamicTest> phoenix() {
        return Golden.cases(CASES, path -> {
            try (OtlpFixture otlp = new OtlpFixture(protocols(0, 0))) {
                check(path, otlp.grpcPort(), otlp.httpPort());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> collector() throws Exception {
        String otelcol = Peer.OTELCOL.require().toString();
        List<Integer> ports = FreePort.several(2);
        Path config = folder.resolve("otelcol.yaml");
        Files.writeString(
                config,
                "receivers:\n  otlp:\n" + protocols(ports.get(0), ports.get(1)).indent(4) + """
                    exporters: {nop: }
                    service:
                      telemetry: {metrics: {level: none}}
                      pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}
                    """);
        RealProcess collector = RealProcess.start(List.of(otelcol, "--config", config.toString()));
        try {
            collector.await(Pattern.compile("Everything is ready"), Duration.ofSeconds(60));
        } catch (AssertionError e) {
            collector.close();
            throw e;
        }
        return Golden.cases(CASES, path -> check(path, ports.get(0), ports.get(1)))
                .onClose(collector::close);
    }

    private static void check(Path folder, int grpcPort, int httpPort) throws Exception {
        Request request = Request.read(folder);
        String answer = request.isGrpc() ? grpc(request, grpcPort) : http(request, httpPort);
        Golden.check(folder.resolve("answer"), answer);
    }

    private static String http(Request request, int port) throws IOException {
        try (Socket socket = OtlpFixture.connect(port)) {
            StringBuilder head = new StringBuilder(request.head.getFirst()).append(" HTTP/1.1\r\nHost: h\r\n");
            request.head.stream().skip(1).forEach(line -> head.append(line).append("\r\n"));
            if (request.body.length > 0) {
                head.append("Content-Length: ").append(request.body.length).append("\r\n");
            }
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(request.body);
            HttpReply reply = HttpReply.read(socket.getInputStream());
            TreeMap<String, String> shown = new TreeMap<>();
            for (Header header : reply.headers()) {
                if (SHOWN.contains(header.name()) || header.name().startsWith("access-control-")) {
                    shown.put(header.name(), header.value());
                }
            }
            StringBuilder text = new StringBuilder(reply.status()).append('\n');
            shown.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append('\n'));
            return text.append('\n')
                    .append(body(reply, request.ownWords))
                    .append('\n')
                    .toString();
        }
    }

    private static String body(HttpReply reply, boolean ownWords) throws IOException {
        return switch (reply.header("content-type")) {
            case "application/json" -> {
                JsonNode json = JsonMapper.shared().readTree(reply.text());
                yield ownWords && json.has("message")
                        ? "status " + json.get("code").asInt() + " ..."
                        : json.toString();
            }
            case "application/x-protobuf" -> {
                if (reply.status().startsWith("200")) {
                    yield HexFormat.of().formatHex(reply.body());
                }
                try {
                    RpcStatus status = RpcStatus.decode(reply.body());
                    yield "status " + status.code() + " " + (ownWords ? "..." : status.message());
                } catch (OtlpFormatException e) {
                    throw new IOException(e);
                }
            }
            default -> reply.text().strip();
        };
    }

    private static String grpc(Request request, int port) throws IOException {
        Header[] headers = request.head.stream()
                .skip(1)
                .filter(line -> !line.startsWith("flag"))
                .map(line -> new Header(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)))
                .toArray(Header[]::new);
        String flag = request.head.stream()
                .filter(line -> line.startsWith("flag "))
                .findFirst()
                .orElse("flag 0")
                .substring(5);
        byte[] data = flag.equals("none") ? request.body : RawGrpc.framed(Integer.parseInt(flag), request.body);
        try (RawGrpc connection = new RawGrpc(port)) {
            connection.begin(1, RawGrpc.headers(request.head.getFirst().substring(5), headers), data.length == 0);
            if (data.length > 0) {
                connection.data(1, data, true);
            }
            RawGrpc.Reply reply = connection.await(1);
            StringBuilder text = new StringBuilder("http ").append(reply.header(":status"));
            text.append("\ncontent-type: ").append(reply.header("content-type"));
            text.append("\ngrpc-status: ").append(reply.header("grpc-status"));
            text.append("\ngrpc-message: ").append(request.ownWords ? "..." : reply.header("grpc-message"));
            return text.append("\n\n").append(message(reply)).append('\n').toString();
        }
    }

    /** The Collector answers in the encoding of the request; only what it says counts. */
    private static String message(RawGrpc.Reply reply) throws IOException {
        byte[] data = reply.data();
        if (data.length == 0) {
            return "no message";
        }
        if (data[0] == 0) {
            return HexFormat.of().formatHex(data, 5, data.length);
        }
        String encoding = reply.header("grpc-encoding").toLowerCase(Locale.ROOT);
        byte[] packed = Arrays.copyOfRange(data, 5, data.length);
        return switch (encoding) {
            case "gzip" -> {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                    yield HexFormat.of().formatHex(in.readAllBytes());
                }
            }
            case "zstd", "snappy" -> HexFormat.of().formatHex(unpacked(packed, encoding));
            default -> "in " + encoding;
        };
    }

    private static byte[] unpacked(byte[] packed, String encoding) throws IOException {
        Encoding known = Encoding.ofGrpc(encoding);
        assertThat(known).isNotNull();
        try (var in = known == null ? new ByteArrayInputStream(packed) : known.open(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
