package phoenix.config.compile.otelcol;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.compile.CompiledFor;

/**
 * What a configuration for a real Collector is compiled for.
 *
 * @param experiment the value of the label {@code experiment}
 * @param pipeline the value of the label {@code pipeline}
 * @param listen where the comparison pages listen
 * @param production where all production OTLP exporters are sent; without one they send where they did
 * @param target the components that the collector has
 * @param ownSources receivers of the candidate whose queue or subscription is its own already
 */
public record OtelcolSettings(
        CompiledFor variant,
        String experiment,
        String pipeline,
        Listen listen,
        Optional<ProductionEndpoint> production,
        ComponentCatalog target,
        Set<ComponentId> ownSources) {
    public OtelcolSettings {
        ownSources = Set.copyOf(ownSources);
    }

    /** The first of these names that the target has: several are spellings of one component. */
    Optional<String> firstOf(ComponentKind kind, String... names) {
        return Stream.of(names)
                .filter(name -> target.find(kind, name).isPresent())
                .findFirst();
    }

    boolean has(ComponentKind kind, String... names) {
        return firstOf(kind, names).isPresent();
    }

    /**
     * An address for the pages that Prometheus reads.
     *
     * @param port of the first page, the others follow; without one a port is chosen from the names of experiment,
     *     variant and pipeline
     */
    public record Listen(String host, OptionalInt port) {
        public static final Listen LOOPBACK = new Listen("127.0.0.1", OptionalInt.empty());

        String address(int atPort) {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + atPort;
        }
    }

    /** URLs for the two protocols of OTLP: {@code http://} is plain text, {@code https://} is not. */
    public record ProductionEndpoint(String grpc, String http) {}
}
