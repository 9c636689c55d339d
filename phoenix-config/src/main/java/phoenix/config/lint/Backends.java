package phoenix.config.lint;

import java.util.Optional;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.yaml.YamlNode;

/** Exporters that send over a network. */
final class Backends {
    private Backends() {}

    /** An exporter in use and where it sends. */
    record Backend(ComponentOutline exporter, YamlNode node, Endpoint endpoint) {
        boolean isOtlp() {
            return exporter.is(ComponentKind.EXPORTER, "otlp_grpc", "otlp_http");
        }

        boolean isGrpc() {
            return exporter.type().equals("otlp_grpc");
        }
    }

    static Stream<Backend> of(ConfigOutline config) {
        return config.used(ComponentKind.EXPORTER).stream().flatMap(e -> of(e).stream());
    }

    /** Exporters whose {@code endpoint} is a peer: that of {@code prometheus} is where it listens. */
    static Optional<Backend> of(ComponentOutline exporter) {
        if (exporter.kind() != ComponentKind.EXPORTER || exporter.type().equals("prometheus")) {
            return Optional.empty();
        }
        return exporter.at("endpoint")
                .or(() -> exporter.at("metrics_endpoint"))
                .flatMap(node ->
                        Endpoint.of(node).filter(e -> !e.host().isEmpty()).map(e -> new Backend(exporter, node, e)));
    }

    static Stream<Backend> newRelic(PipelineOutline pipeline) {
        return pipeline.exporters().stream()
                .flatMap(s -> of(s.component()).stream())
                .filter(b -> b.endpoint().isNewRelic());
    }

    static boolean sendsToNewRelic(PipelineOutline pipeline) {
        return newRelic(pipeline).findAny().isPresent();
    }
}
