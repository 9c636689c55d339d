package phoenix.engine.receiver.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.Secret;
import phoenix.engine.net.ServerTls;

/**
 * What a user writes for {@code protocols::http}; a time of zero is none.
 *
 * @param bodyBytesMax of a request, before and after it is unpacked
 * @param encodings the values of Content-Encoding that are taken; empty for all
 */
record HttpSettings(
        String endpoint,
        Optional<ServerTls.Settings> tls,
        String metricsPath,
        long bodyBytesMax,
        List<String> encodings,
        Map<String, Secret> responseHeaders,
        Optional<CorsSettings> cors,
        Timeouts timeouts) {

    record Timeouts(Duration read, Duration readHeader, Duration write, Duration idle, boolean keepAlive) {}

    /** Which pages of other origins may send. */
    record CorsSettings(List<String> allowedOrigins, List<String> allowedHeaders, int maxAgeSeconds) {}

    Duration readTimeout() {
        return timeouts.read();
    }

    /** As in Go, read_timeout where read_header_timeout is 0. */
    Duration headTimeout() {
        return timeouts.readHeader().isPositive() ? timeouts.readHeader() : timeouts.read();
    }

    Duration writeTimeout() {
        return timeouts.write();
    }

    Duration idleTimeout() {
        return timeouts.idle().isPositive() ? timeouts.idle() : timeouts.read();
    }
}
