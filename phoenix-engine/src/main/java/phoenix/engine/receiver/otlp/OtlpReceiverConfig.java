package phoenix.engine.receiver.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Secret;
import phoenix.engine.net.page.ListenAddress;
import phoenix.engine.receiver.otlp.GrpcSettings.Keepalive;
import phoenix.engine.receiver.otlp.HttpSettings.CorsSettings;

/** What a user writes for {@code otlp}: a protocol is on when its key is there. */
public record OtlpReceiverConfig(Optional<GrpcSettings> grpc, Optional<HttpSettings> http) {
    private static final String OTHER_SIGNAL = "only metrics are received here";
    private static final String OWN_SERVER = "buffers are small while a client is silent, and grow with what it sends";
    private static final long MIB = 1 << 20;
    /** A message is one array. */
    private static final long MESSAGE_MIB_MAX = 1024;

    private static final long BODY_BYTES_MAX = 1L << 30;
    private static final long BODY_BYTES_DEFAULT = 20 * MIB;
    /** grpc-go has no limit of its own here; calls wait at the client until there is room. */
    private static final long STREAMS_DEFAULT = 100;

    private static final long STREAMS_MAX = 10_000;

    private static Field<Duration> duration(String name, String doc) {
        return Field.duration(name, Duration.ZERO, doc).atLeast(Duration.ZERO);
    }

    // gRPC

    private static final Field<Duration> MAX_CONNECTION_IDLE =
            duration("max_connection_idle", "A connection without calls is ended after this time; 0 is never");
    private static final Field<Duration> MAX_CONNECTION_AGE =
            duration("max_connection_age", "A connection is ended after this time; 0 is never");
    private static final Field<Duration> MAX_CONNECTION_AGE_GRACE =
            duration("max_connection_age_grace", "What the calls under way then have to finish; 0 is no limit");
    private static final Field<Duration> TIME =
            duration("time", "A client that is silent for so long is asked whether it is there; 0 is 2h");
    private static final Field<Duration> TIMEOUT =
            duration("timeout", "Without an answer after this time the connection is closed; 0 is 20s");
    private static final Field<Duration> MIN_TIME =
            duration("min_time", "A client that pings more often is cut off; 0 is 5m");
    private static final Field<Boolean> PERMIT_WITHOUT_STREAM =
            Field.bool("permit_without_stream", false, "Whether a client may ping while it makes no calls");

    private record ServerParameters(Duration idle, Duration age, Duration grace, Duration time, Duration timeout) {}

    private record EnforcementPolicy(Duration minTime, boolean permitWithoutStream) {}

    private static final Field<ServerParameters> SERVER_PARAMETERS = Field.nested(
            ConfigSpec.of(
                    v -> new ServerParameters(
                            v.get(MAX_CONNECTION_IDLE),
                            v.get(MAX_CONNECTION_AGE),
                            v.get(MAX_CONNECTION_AGE_GRACE),
                            v.get(TIME),
                            v.get(TIMEOUT)),
                    MAX_CONNECTION_IDLE,
                    MAX_CONNECTION_AGE,
                    MAX_CONNECTION_AGE_GRACE,
                    TIME,
                    TIMEOUT),
            "server_parameters",
            "When connections are ended");
    private static final Field<EnforcementPolicy> ENFORCEMENT_POLICY = Field.nested(
            ConfigSpec.of(
                    v -> new EnforcementPolicy(v.get(MIN_TIME), v.get(PERMIT_WITHOUT_STREAM)),
                    MIN_TIME,
                    PERMIT_WITHOUT_STREAM),
            "enforcement_policy",
            "What clients may do");
    private static final Field<Keepalive> KEEPALIVE = Field.nested(
            ConfigSpec.of(
                    v -> {
                        ServerParameters server = v.get(SERVER_PARAMETERS);
                        EnforcementPolicy policy = v.get(ENFORCEMENT_POLICY);
                        return new Keepalive(
                                server.idle(),
                                server.age(),
                                server.grace(),
                                server.time(),
                                server.timeout(),
                                policy.minTime(),
                                policy.permitWithoutStream());
                    },
                    SERVER_PARAMETERS,
                    ENFORCEMENT_POLICY),
            "keepalive",
            "How connections are looked after");

    private static final Field<String> GRPC_ENDPOINT = ServerFields.endpoint("localhost:4317");
    private static final Field<Long> MAX_RECV_MSG_SIZE_MIB = Field.int64(
                    "max_recv_msg_size_mib", 0, "The largest request, in MiB, before and after unpacking; 0 is 4")
            .atLeast(0L)
            .atMost(MESSAGE_MIB_MAX);
    private static final Field<Long> MAX_CONCURRENT_STREAMS = Field.int64(
                    "max_concurrent_streams", 0, "Calls at once on one connection; 0 is 100")
            .atLeast(0L)
            .atMost(0xFFFF_FFFFL)
            .mustHere(streams -> streams <= STREAMS_MAX, "be at most " + STREAMS_MAX);
    private static final ConfigSpec<GrpcSettings> GRPC_SPEC = ConfigSpec.of(
                    v -> new GrpcSettings(
                            v.get(GRPC_ENDPOINT),
                            v.get(ServerFields.TLS),
                            (int) Math.min(Integer.MAX_VALUE, orElse(v.get(MAX_RECV_MSG_SIZE_MIB), 4) * MIB),
                            (int) orElse(v.get(MAX_CONCURRENT_STREAMS), STREAMS_DEFAULT),
                            v.get(KEEPALIVE)),
                    GRPC_ENDPOINT,
                    ServerFields.TRANSPORT,
                    ServerFields.TLS,
                    MAX_RECV_MSG_SIZE_MIB,
                    MAX_CONCURRENT_STREAMS,
                    KEEPALIVE,
                    ServerFields.AUTH,
                    ServerFields.MIDDLEWARES,
                    ServerFields.INCLUDE_METADATA,
                    Field.withoutEffect("read_buffer_size", OWN_SERVER).shaped(FieldType.int32()),
                    Field.withoutEffect("write_buffer_size", OWN_SERVER).shaped(FieldType.int32()),
                    Field.withoutEffect("dialer", "it is for clients").shaped(FieldType.rawMap()))
            .check((grpc, context) -> checkEndpoint(grpc.endpoint(), GRPC_ENDPOINT, context));

    // HTTP

    private static final Field<List<String>> ALLOWED_ORIGINS =
            Field.list(FieldType.string(), "allowed_origins", "Origins whose pages may send; * stands for any text");
    private static final Field<List<String>> ALLOWED_HEADERS =
            Field.list(FieldType.string(), "allowed_headers", "Headers that such pages may set; * for all");
    private static final Field<Integer> MAX_AGE =
            Field.int32("max_age", 0, "Seconds for which a browser may remember the answer");
    private static final Field<Optional<CorsSettings>> CORS = Field.optional(
            ConfigSpec.of(
                    v -> new CorsSettings(v.get(ALLOWED_ORIGINS), v.get(ALLOWED_HEADERS), v.get(MAX_AGE)),
                    ALLOWED_ORIGINS,
                    ALLOWED_HEADERS,
                    MAX_AGE),
            "cors",
            "Pages of other origins that may send");

    private static final Field<String> HTTP_ENDPOINT = ServerFields.endpoint("localhost:4318");
    private static final Field<String> METRICS_URL_PATH =
            Field.string("metrics_url_path", "/v1/metrics", "Where metrics are received");
    private static final Field<Long> MAX_REQUEST_BODY_SIZE = Field.int64(
                    "max_request_body_size",
                    0,
                    "The largest request, in bytes, before and after unpacking; 0 is 20 MiB")
            .atMost(BODY_BYTES_MAX);
    private static final Field<List<String>> COMPRESSION_ALGORITHMS = Field.list(
            FieldType.string(), "compression_algorithms", "The values of Content-Encoding to take; all when empty");
    private static final Field<Map<String, Secret>> RESPONSE_HEADERS =
            Field.of(FieldType.mapOrPairs(FieldType.secret()), "response_headers", Map.of(), "Added to every answer");
    private static final Field<Duration> READ_TIMEOUT = duration("read_timeout", "For a whole request; 0 is no limit");
    private static final Field<Duration> READ_HEADER_TIMEOUT = Field.duration(
            "read_header_timeout", Duration.ofMinutes(1), "For the head of a request; 0 is read_timeout");
    private static final Field<Duration> WRITE_TIMEOUT =
            Field.duration("write_timeout", Duration.ofSeconds(30), "For the client to take an answer; 0 is no limit");
    private static final Field<Duration> IDLE_TIMEOUT =
            Field.duration("idle_timeout", Duration.ofMinutes(1), "From one request to the next; 0 is read_timeout");
    private static final Field<Boolean> KEEP_ALIVES_ENABLED =
            Field.bool("keep_alives_enabled", true, "Whether a connection may carry more than one request");
    private static final ConfigSpec<HttpSettings> HTTP_SPEC = ConfigSpec.of(
                    v -> new HttpSettings(
                            v.get(HTTP_ENDPOINT),
                            v.get(ServerFields.TLS),
                            path(v.get(METRICS_URL_PATH)),
                            v.get(MAX_REQUEST_BODY_SIZE) <= 0 ? BODY_BYTES_DEFAULT : v.get(MAX_REQUEST_BODY_SIZE),
                            v.get(COMPRESSION_ALGORITHMS),
                            v.get(RESPONSE_HEADERS),
                            v.get(CORS),
                            new HttpSettings.Timeouts(
                                    v.get(READ_TIMEOUT),
                                    v.get(READ_HEADER_TIMEOUT),
                                    v.get(WRITE_TIMEOUT),
                                    v.get(IDLE_TIMEOUT),
                                    v.get(KEEP_ALIVES_ENABLED))),
                    HTTP_ENDPOINT,
                    ServerFields.TRANSPORT,
                    ServerFields.TLS,
                    METRICS_URL_PATH,
                    Field.withoutEffect("traces_url_path", OTHER_SIGNAL).shaped(FieldType.string()),
                    Field.withoutEffect("logs_url_path", OTHER_SIGNAL).shaped(FieldType.string()),
                    Field.withoutEffect("profiles_url_path", OTHER_SIGNAL),
                    MAX_REQUEST_BODY_SIZE,
                    COMPRESSION_ALGORITHMS,
                    RESPONSE_HEADERS,
                    CORS,
                    READ_TIMEOUT,
                    READ_HEADER_TIMEOUT,
                    WRITE_TIMEOUT,
                    IDLE_TIMEOUT,
                    KEEP_ALIVES_ENABLED,
                    ServerFields.AUTH,
                    ServerFields.MIDDLEWARES,
                    ServerFields.INCLUDE_METADATA)
            .check((http, context) -> {
                checkEndpoint(http.endpoint(), HTTP_ENDPOINT, context);
                HttpChecks.check(http, RESPONSE_HEADERS, CORS, context);
            });

    // the receiver

    private record Protocols(Optional<GrpcSettings> grpc, Optional<HttpSettings> http) {}

    private static final Field<Optional<GrpcSettings>> GRPC = Field.optional(GRPC_SPEC, "grpc", "OTLP over gRPC");
    private static final Field<Optional<HttpSettings>> HTTP = Field.optional(HTTP_SPEC, "http", "OTLP over HTTP");
    private static final Field<Protocols> PROTOCOLS = Field.nested(
            ConfigSpec.of(v -> new Protocols(v.get(GRPC), v.get(HTTP)), GRPC, HTTP),
            "protocols",
            "Each is on when its key is there");

    static final ConfigSpec<OtlpReceiverConfig> SPEC = ConfigSpec.of(
                    v -> new OtlpReceiverConfig(
                            v.get(PROTOCOLS).grpc(), v.get(PROTOCOLS).http()),
                    PROTOCOLS)
            .check((config, context) -> {
                if (config.grpc().isEmpty() && config.http().isEmpty()) {
                    context.error(
                            PROTOCOLS,
                            "must specify at least one protocol when using the OTLP receiver",
                            "for example protocols: {grpc: , http: }");
                }
            });

    private static long orElse(long value, long ifZero) {
        return value == 0 ? ifZero : value;
    }

    /** As the Collector, which forgives a missing slash. */
    private static String path(String written) {
        return written.startsWith("/") ? written : "/" + written;
    }

    private static void checkEndpoint(String endpoint, Field<String> field, CheckContext context) {
        if (endpoint.isEmpty()) {
            context.warn(
                    field,
                    "is empty, which is no default: the receiver listens on every interface, on a port that the system"
                            + " chooses anew at each start",
                    "leave the field out for the default, or write for example localhost:4317");
            return;
        }
        String problem = ListenAddress.problem(endpoint);
        if (!problem.isEmpty()) {
            context.error(field, problem, "for example localhost:4317, or 0.0.0.0:4317 for all interfaces");
        }
    }
}
