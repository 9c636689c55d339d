package phoenix.engine.net;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/** What the Collector's HTTP clients can be told of their connections: names of {@code confighttp.ClientConfig}. */
public final class HttpClientFields {
    private static final String OWN_CLIENT = "connections are kept for 90 s and are as many as requests under way";

    /** Whether HTTP/2 may be spoken over TLS. */
    public static final Field<Boolean> FORCE_ATTEMPT_HTTP2 =
            Field.bool("force_attempt_http2", true, "Over TLS, whether the server may choose HTTP/2");

    private static final Map<String, FieldType<?>> TUNING = Map.of(
            "read_buffer_size", FieldType.int32(),
            "write_buffer_size", FieldType.int32(),
            "max_idle_conns", FieldType.int32(),
            "max_idle_conns_per_host", FieldType.int32(),
            "max_conns_per_host", FieldType.int32(),
            "idle_conn_timeout", FieldType.duration(),
            "disable_keep_alives", FieldType.bool(),
            "http2_read_idle_timeout", FieldType.duration(),
            "http2_ping_timeout", FieldType.duration());

    private HttpClientFields() {}

    /** Those that change nothing here. */
    public static List<Field<?>> withoutEffect() {
        return withoutEffect(OWN_CLIENT).toList();
    }

    /** As {@link #withoutEffect()}, for a reason of one's own. */
    public static Stream<Field<?>> withoutEffect(String why) {
        return new TreeMap<>(TUNING)
                .entrySet().stream()
                        .map(field -> Field.withoutEffect(field.getKey(), why).shaped(field.getValue()));
    }
}
