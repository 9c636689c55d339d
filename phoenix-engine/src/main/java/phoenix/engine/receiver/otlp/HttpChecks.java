package phoenix.engine.receiver.otlp;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.Field;
import phoenix.config.spec.Secret;
import phoenix.engine.receiver.otlp.HttpSettings.CorsSettings;

/** What makes settings of the HTTP protocol unusable. */
final class HttpChecks {
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private HttpChecks() {}

    /** No message quotes the value of a header. */
    static void check(
            HttpSettings http,
            Field<Map<String, Secret>> headers,
            Field<Optional<CorsSettings>> cors,
            CheckContext context) {
        http.responseHeaders().forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                context.error(headers, "\"" + name + "\" is not a valid header name");
            }
            if (value.reveal().chars().anyMatch(c -> (c < ' ' && c != '\t') || c >= 127)) {
                context.error(headers, "the value of \"" + name + "\" has a character in it that no header may have");
            }
        });
        http.cors().ifPresent(c -> {
            if (c.allowedOrigins().isEmpty() && !c.allowedHeaders().isEmpty()) {
                context.warn(
                        cors,
                        "allowed_headers without allowed_origins does nothing",
                        "add allowed_origins, or leave cors out");
            }
        });
    }
}
