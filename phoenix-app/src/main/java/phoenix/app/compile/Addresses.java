package phoenix.app.compile;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.config.compile.otelcol.Authority;
import phoenix.config.compile.otelcol.OtelcolSettings.Listen;
import phoenix.config.compile.otelcol.OtelcolSettings.ProductionEndpoint;

/** Addresses as options give them. */
final class Addresses {
    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)?(?::(\\d{1,5}))?");
    private static final int PORT_MAX = 65_535;

    private Addresses() {}

    static Listen listen(@Nullable String text) {
        if (text == null) {
            return Listen.LOOPBACK;
        }
        Matcher matcher = LISTEN.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw CommandFailure.usage(
                    "--listen: \"" + text + "\" is no address", "For example 127.0.0.1, 0.0.0.0:8889 or [::1]:8889.");
        }
        String host = matcher.group(1) == null ? Listen.LOOPBACK.host() : matcher.group(1);
        OptionalInt port =
                matcher.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(2)));
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > PORT_MAX)) {
            throw CommandFailure.usage("--listen: a port is 1 to " + PORT_MAX, null);
        }
        return new Listen(host.replaceAll("[\\[\\]]", ""), port);
    }

    static Optional<ProductionEndpoint> production(List<String> options) {
        String grpc = "";
        String http = "";
        for (String option : options) {
            boolean onlyGrpc = option.startsWith("grpc=");
            boolean onlyHttp = option.startsWith("http=");
            String url = onlyGrpc || onlyHttp ? option.substring("grpc=".length()) : option;
            check(url);
            grpc = onlyHttp ? grpc : url;
            http = onlyGrpc ? http : url;
        }
        if (grpc.isEmpty() && http.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProductionEndpoint(grpc.isEmpty() ? http : grpc, http.isEmpty() ? grpc : http));
    }

    private static void check(String url) {
        boolean sound;
        try {
            boolean known = Authority.of(url)
                    .filter(to -> to.scheme().equals("http") || to.scheme().equals("https"))
                    .isPresent();
            sound = known && URI.create(url).getQuery() == null;
        } catch (IllegalArgumentException e) {
            sound = false;
        }
        if (!sound) {
            throw CommandFailure.usage(
                    "--production-endpoint: this is no URL of an OTLP endpoint",
                    "For example https://otlp.nr-data.net, or http://127.0.0.1:4318. Credentials do not belong in it.");
        }
    }
}
