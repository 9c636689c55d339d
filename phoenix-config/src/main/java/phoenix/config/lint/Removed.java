package phoenix.config.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** Components and fields that the Collector no longer has, and what has taken their place. */
final class Removed implements Lint {
    private static final Map<String, String> COMPONENTS = Map.ofEntries(
            Map.entry("exporter logging", "write debug, which has taken its place in 0.86"),
            Map.entry("exporter jaeger", "Jaeger takes OTLP: write otlp_grpc with its port 4317"),
            Map.entry("exporter jaeger_thrift", "Jaeger takes OTLP: write otlp_http with its port 4318"),
            Map.entry("exporter opencensus", "write otlp_grpc"),
            Map.entry("exporter parquet", "write file"),
            Map.entry("exporter carbon", "write prometheus_remote_write, or keep an older Collector"),
            Map.entry("exporter loki", "Loki takes OTLP: write otlp_http with endpoint: http://loki:3100/otlp"),
            Map.entry("extension memory_ballast", "set GOMEMLIMIT, and memory_limiter without ballast"),
            Map.entry("processor memory_ballast", "set GOMEMLIMIT"),
            Map.entry("processor spanmetrics", "write the connector span_metrics"),
            Map.entry("processor servicegraph", "write the connector service_graph"),
            Map.entry("processor batchmemorylimiter", "write memory_limiter and batch"),
            Map.entry(
                    "receiver prometheus_exec", "run the exporter beside the Collector, and scrape it with prometheus"),
            Map.entry("receiver opencensus", "write otlp"));

    /** By kind and type, the path to a field, and the way out. */
    private record Field(ComponentKind kind, String type, String path, String hint) {}

    private static final List<Field> FIELDS = List.of(
            new Field(ComponentKind.PROCESSOR, "memory_limiter", "ballast_size_mib", "remove it, and set GOMEMLIMIT"),
            new Field(ComponentKind.EXPORTER, "debug", "loglevel", "write verbosity: basic, normal or detailed"),
            new Field(
                    ComponentKind.EXPORTER,
                    "prometheus",
                    "add_metric_suffixes",
                    "it has no effect since 0.150; write translation_strategy: UnderscoreEscapingWithoutSuffixes for"
                            + " names without suffixes"),
            new Field(
                    ComponentKind.RECEIVER,
                    "prometheus",
                    "use_start_time_metric",
                    "use the processor metric_start_time"),
            new Field(
                    ComponentKind.RECEIVER,
                    "prometheus",
                    "start_time_metric_regex",
                    "use the processor metric_start_time"));

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentOutline component : config.components()) {
            String type = component.id().split("/", 2)[0];
            Optional.ofNullable(COMPONENTS.get(component.kind() + " " + type))
                    .ifPresent(hint -> findings.addBesideErrors(
                            DiagnosticCode.REMOVED_COMPONENT,
                            component.span(),
                            "the Collector has no " + component.kind() + " " + type + " any more",
                            hint));
            FIELDS.stream()
                    .filter(f -> component.is(f.kind(), f.type()))
                    .forEach(f ->
                            component.entry(f.path()).ifPresent(e -> report(component.path(), e, f.hint(), findings)));
        }
        YamlNode root = config.root();
        root.at("service", "telemetry", "metrics")
                .ifPresent(m -> Nodes.entries(m).stream()
                        .filter(e -> e.name().equals("address"))
                        .forEach(e -> report(
                                "service::telemetry::metrics",
                                e,
                                "write readers: [{pull: {exporter: {prometheus: {host: localhost, port: 8888}}}}]",
                                findings)));
    }

    private static void report(String path, YamlMapping.Entry entry, String hint, Findings findings) {
        findings.addBesideErrors(
                DiagnosticCode.REMOVED_FIELD,
                entry.key().span(),
                path + "::" + entry.name() + " is gone from the Collector, or without effect",
                hint);
    }
}
