package phoenix.config.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlNode;

/** What a configuration listens on. */
final class Listeners {
    private static final Map<String, Integer> DIRECT_RECEIVERS =
            Map.of("zipkin", 9411, "loki", 3500, "influxdb", 8086, "splunk_hec", 8088, "datadog", 8126);
    private static final Map<String, Integer> EXTENSIONS =
            Map.of("health_check", 13133, "pprof", 1777, "zpages", 55679);

    /**
     * A TCP port that is opened.
     *
     * @param owner in the user's words: {@code receivers::otlp::protocols::grpc}
     * @param span where its address, or else the key that opens it, is written
     */
    record Listener(String owner, SourceSpan span, Endpoint endpoint, String type) {
        boolean overlaps(Listener other) {
            boolean sameHost = endpoint.host().equals(other.endpoint.host())
                    || endpoint.isEverywhere()
                    || other.endpoint.isEverywhere()
                    || (endpoint.isLoopback() && other.endpoint.isLoopback());
            return sameHost && endpoint.port() == other.endpoint.port() && endpoint.port() > 0;
        }
    }

    private Listeners() {}

    /** Of all components in use and of own telemetry. */
    static List<Listener> of(ConfigOutline config) {
        List<Listener> all = new ArrayList<>();
        Stream.of(ComponentKind.RECEIVER, ComponentKind.EXPORTER, ComponentKind.EXTENSION)
                .forEach(kind -> config.used(kind).forEach(c -> of(c).forEach(all::add)));
        ownTelemetry(config).forEach(all::add);
        return all;
    }

    static Stream<Listener> of(ComponentOutline component) {
        String type = component.type();
        return switch (component.kind()) {
            case RECEIVER ->
                switch (type) {
                    case "otlp" ->
                        Stream.of(protocol(component, "grpc", 4317), protocol(component, "http", 4318))
                                .flatMap(Optional::stream);
                    case "jaeger" ->
                        Stream.of(protocol(component, "grpc", 14250), protocol(component, "thrift_http", 14268))
                                .flatMap(Optional::stream);
                    default ->
                        Optional.ofNullable(DIRECT_RECEIVERS.get(type)).stream()
                                .flatMap(port -> direct(component, port).stream());
                };
            case EXPORTER -> type.equals("prometheus") ? direct(component, -1).stream() : Stream.of();
            case EXTENSION ->
                Optional.ofNullable(EXTENSIONS.get(type)).stream().flatMap(port -> direct(component, port).stream());
            case PROCESSOR, CONNECTOR -> Stream.of();
        };
    }

    private static Optional<Listener> protocol(ComponentOutline receiver, String protocol, int port) {
        return receiver.entry("protocols", protocol)
                .flatMap(e -> listener(
                        receiver,
                        receiver.path() + "::protocols::" + protocol,
                        e.key().span(),
                        e.value().get("endpoint"),
                        port));
    }

    private static Optional<Listener> direct(ComponentOutline component, int port) {
        return listener(component, component.path(), component.span(), component.at("endpoint"), port);
    }

    private static Optional<Listener> listener(
            ComponentOutline component, String owner, SourceSpan key, Optional<YamlNode> address, int port) {
        if (address.isEmpty() || address.get().isNull()) {
            boolean unset =
                    address.isPresent() && !address.get().origin().unset().isEmpty();
            return port < 0 || unset
                    ? Optional.empty()
                    : Optional.of(new Listener(owner, key, new Endpoint("", "localhost", port, ""), component.type()));
        }
        return Endpoint.of(address.get())
                .map(e -> new Listener(owner, address.get().span(), e, component.type()));
    }

    /** As the Collector has it when nothing is said: {@code localhost:8888}. */
    private static Stream<Listener> ownTelemetry(ConfigOutline config) {
        Optional<YamlNode> metrics = config.root().at("service", "telemetry", "metrics");
        if (metrics.flatMap(m -> m.get("level")).flatMap(Nodes::text).orElse("").equals("none")) {
            return Stream.of();
        }
        Optional<YamlNode> readers = metrics.flatMap(m -> m.get("readers"));
        SourceSpan span = config.root()
                .entry("service")
                .map(e -> e.key().span())
                .orElse(config.root().span());
        if (readers.isEmpty()) {
            return Stream.of(new Listener(
                    "own metrics (service::telemetry::metrics)",
                    span,
                    new Endpoint("", "localhost", 8888, ""),
                    "telemetry"));
        }
        return Nodes.items(readers.get()).stream()
                .flatMap(r -> r.at("pull", "exporter", "prometheus").stream())
                .map(p -> new Listener(
                        "own metrics (service::telemetry::metrics)",
                        p.span(),
                        new Endpoint(
                                "",
                                p.get("host").flatMap(Nodes::text).orElse("localhost"),
                                p.get("port")
                                        .flatMap(Nodes::number)
                                        .orElse(8888.0)
                                        .intValue(),
                                ""),
                        "telemetry"));
    }
}
