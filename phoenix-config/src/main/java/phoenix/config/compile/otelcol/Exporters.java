package phoenix.config.compile.otelcol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import phoenix.config.collector.ComponentId;

/** What exporters do, by their type. */
final class Exporters {
    /** They send nothing to a backend: they are scraped, print, discard, or write a file. */
    private static final Set<String> NO_BACKEND = Set.of("prometheus", "debug", "logging", "nop", "file");

    private Exporters() {}

    static boolean isGrpc(ComponentId id) {
        return id.type().equals("otlp") || id.type().equals("otlp_grpc");
    }

    static boolean isHttp(ComponentId id) {
        return id.type().equals("otlphttp") || id.type().equals("otlp_http");
    }

    static boolean speaksOtlp(ComponentId id) {
        return isGrpc(id) || isHttp(id);
    }

    /** Those of a metrics pipeline that send to a backend. */
    static List<ComponentId> production(Wiring wiring, Wiring.Pipeline pipeline) {
        return pipeline.exporters().stream()
                .filter(id -> !wiring.isConnector(id) && !NO_BACKEND.contains(id.type()))
                .toList();
    }

    /** Those of all metrics pipelines. */
    static Set<ComponentId> production(Wiring wiring) {
        Set<ComponentId> all = new LinkedHashSet<>();
        wiring.exportingPipelines().forEach(p -> all.addAll(production(wiring, p)));
        return all;
    }
}
