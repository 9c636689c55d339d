package phoenix.engine.exporter.sending;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Secret;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.StartException;
import phoenix.engine.net.Header;
import phoenix.engine.net.HttpClient;
import phoenix.engine.net.HttpClientFields;
import phoenix.engine.net.Target;
import phoenix.engine.net.Tls;
import phoenix.engine.net.TlsSettings;

/** The fields of the HTTP client of an exporter, but for those of its endpoint and its compression. */
public final class HttpFields {
    /**
     * What a user writes of the client.
     *
     * @param http2 whether HTTP/2 may be spoken over TLS
     */
    public record Client(Map<String, Secret> headers, TlsSettings tls, boolean http2) {
        /** Where the endpoint leads. */
        public Target target(HttpEndpoint endpoint) throws StartException {
            return new Target(endpoint.host(), endpoint.port(), endpoint.tls() ? Tls.of(tls) : null);
        }

        public HttpClient connect(Target target, ComponentContext context) {
            return new HttpClient(target, http2, context.scheduler());
        }

        /** These headers, and the user's own, which come last and replace ours, as in the Collector. */
        public List<Header> headersAfter(List<Header> ours) {
            List<Header> given = ClientFields.headers(headers);
            List<Header> all = new ArrayList<>(ours);
            all.removeIf(own -> given.stream().anyMatch(theirs -> theirs.name().equals(own.name())));
            all.addAll(given);
            return all;
        }
    }

    /** Inline. */
    public static final Field<Client> CLIENT = Field.inline(ConfigSpec.of(
            v -> new Client(
                    v.get(ClientFields.HEADERS), v.get(ClientFields.TLS), v.get(HttpClientFields.FORCE_ATTEMPT_HTTP2)),
            fields()));

    private HttpFields() {}

    private static Field<?>[] fields() {
        List<Field<?>> fields = new ArrayList<>(List.of(
                ClientFields.HEADERS,
                ClientFields.TLS,
                HttpClientFields.FORCE_ATTEMPT_HTTP2,
                Field.unsupported("proxy_url", "proxies are not supported").shaped(FieldType.string()),
                Field.unsupported("auth", "authenticator extensions are not supported; use headers")
                        .shaped(FieldType.rawMap()),
                Field.unsupported("middlewares", "extensions are not supported")
                        .shaped(FieldType.listOf(FieldType.rawMap())),
                Field.unsupported("cookies", "they are not kept; leave it out").shaped(FieldType.rawMap())));
        fields.addAll(HttpClientFields.withoutEffect());
        return fields.toArray(Field[]::new);
    }
}
