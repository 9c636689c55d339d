package phoenix.engine.net;

import java.util.List;
import java.util.stream.Stream;
import phoenix.config.spec.Field;

/** What the Collector's HTTP clients can be told of their connections: names of {@code confighttp.ClientConfig}. */
public final class HttpClientFields {
    private static final String OWN_CLIENT = "connections are kept for 90 s and are as many as requests under way";

    /** Whether HTTP/2 may be spoken over TLS. */
    public static final Field<Boolean> FORCE_ATTEMPT_HTTP2 =
            Field.bool("force_attempt_http2", true, "Over TLS, whether the server may choose HTTP/2");

    private static final List<String> TUNING = List.of(
            "read_buffer_size",
            "write_buffer_size",
            "max_idle_conns",
            "max_idle_conns_per_host",
            "max_conns_per_host",
            "idle_conn_timeout",
            "disable_keep_alives",
            "http2_read_idle_timeout",
            "http2_ping_timeout");

    private HttpClientFields() {}

    /** Those that change nothing here. */
    public static List<Field<?>> withoutEffect() {
        return TUNING.stream()
                .<Field<?>>map(name -> Field.withoutEffect(name, OWN_CLIENT))
                .toList();
    }

    /** The names of all that are about connections. */
    public static Stream<String> names() {
        return Stream.concat(TUNING.stream(), Stream.of(FORCE_ATTEMPT_HTTP2.name()));
    }
}
