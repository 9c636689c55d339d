package phoenix.config.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import phoenix.config.collector.ComponentId;
import phoenix.config.compile.CompileSettings.Redirect;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.Secret;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * The dual export of decision record ADR-005 as a rewrite of the user's resolved configuration. The user's own exporters
 * stay; {@code prometheus/phoenix} is added behind every metrics pipeline; where none of them sends to a backend, an
 * exporter to one is added as well. In the candidate, pull exporters move to a port of their own. Only metrics pipelines
 * are touched.
 */
public final class DualExport {
    private static final SourceSpan ADDED = SourceSpan.start("(added by Phoenix)");
    private static final Set<String> GRPC = Set.of("otlp", "otlp_grpc");
    private static final Set<String> HTTP = Set.of("otlphttp", "otlp_http");
    private static final Set<String> NOT_A_BACKEND = Set.of("prometheus", "debug", "nop", "file", "logging");
    private static final String PULL = "prometheus";
    private static final String NAMESPACE = "phoenix";

    private final CompileSettings settings;
    private final Diagnostics diagnostics;
    private final List<Change> changes = new ArrayList<>();

    public DualExport(CompileSettings settings, Diagnostics diagnostics) {
        this.settings = settings;
        this.diagnostics = diagnostics;
    }

    /**
     * Adds the dual export.
     *
     * @param config resolved: merged and expanded
     * @return empty after an error, which is then reported
     */
    public Optional<Compiled> compile(YamlMapping config) {
        int errors = diagnostics.errorCount();
        Set<String> used = usedExporters(config);
        YamlMapping result = config;
        if (used.stream().noneMatch(DualExport::sends)) {
            result = addBackend(result);
        }
        for (String id : used) {
            result = redirect(result, id);
        }
        String comparison = freeId(result, "prometheus/phoenix");
        result = put(result, comparisonExporter(), "exporters", comparison);
        result = addToPipelines(result, comparison);
        changes.add(new Change(
                "exporters::" + comparison,
                "added for the comparison, with the labels experiment, pipeline and variant, on a free port of "
                        + settings.listen()));
        return diagnostics.errorCount() == errors
                ? Optional.of(new Compiled(result, List.copyOf(changes), Set.of(ComponentId.parse(comparison))))
                : Optional.empty();
    }

    /** Whether an exporter of this id sends to a backend. */
    public static boolean sends(String id) {
        return !NOT_A_BACKEND.contains(type(id));
    }

    private static Set<String> usedExporters(YamlMapping config) {
        Set<String> ids = new LinkedHashSet<>();
        metricsPipelines(config)
                .forEach(pipeline -> pipeline.value()
                        .get("exporters")
                        .ifPresent(list -> items(list).forEach(item -> ids.add(text(item)))));
        return ids;
    }

    private static List<YamlMapping.Entry> metricsPipelines(YamlMapping config) {
        return config.at("service", "pipelines")
                .filter(YamlMapping.class::isInstance)
                .map(pipelines -> ((YamlMapping) pipelines)
                        .entries().stream()
                                .filter(e -> type(e.name()).equals("metrics"))
                                .toList())
                .orElse(List.of());
    }

    private YamlMapping addBackend(YamlMapping config) {
        YamlMapping exporter = switch (settings.production()) {
            case Redirect.AddIfMissing(String url, Secret key) -> backend(url, key.reveal());
            case Redirect.StandIn(String _, String http) -> backend(http, STAND_IN_KEY);
            case Redirect.AsConfigured _, Redirect.Elsewhere _ -> null;
        };
        if (exporter == null) {
            diagnostics.add(
                    DiagnosticCode.INVALID_COMBINATION,
                    config.at("service", "pipelines").map(YamlNode::span).orElse(config.span()),
                    "no metrics pipeline of the " + settings.variant() + " sends to a backend",
                    "add an exporter such as otlp_http, or set production: {target: newrelic: {...}} in the"
                            + " experiment");
            return config;
        }
        String id = freeId(config, "otlp_http/newrelic");
        changes.add(new Change("exporters::" + id, "added, because no metrics pipeline sent to a backend"));
        return addToPipelines(put(config, exporter, "exporters", id), id);
    }

    private static YamlMapping backend(String endpoint, String apiKey) {
        return YamlMapping.empty(ADDED).with("endpoint", string(endpoint)).with("headers", headers(apiKey));
    }

    /** What the stand-in is sent in place of a key: no secret, and not empty, for it checks that one is there. */
    private static final String STAND_IN_KEY = "stand-in";

    private static YamlMapping headers(String apiKey) {
        return YamlMapping.empty(ADDED).with("api-key", string(apiKey));
    }

    private YamlMapping redirect(YamlMapping config, String id) {
        String type = type(id);
        if (type.equals(PULL)) {
            return settings.isCandidate() ? rebind(config, id) : config;
        }
        if (!GRPC.contains(type) && !HTTP.contains(type)) {
            return config;
        }
        return switch (settings.production()) {
            case Redirect.AsConfigured _, Redirect.AddIfMissing _ -> config;
            case Redirect.StandIn(String grpc, String http) -> toStandIn(config, id, GRPC.contains(type) ? grpc : http);
            case Redirect.Elsewhere(Optional<String> endpoint, Optional<Secret> key) ->
                elsewhere(config, id, endpoint, key);
        };
    }

    private YamlMapping rebind(YamlMapping config, String id) {
        changes.add(new Change(
                "exporters::" + id + "::endpoint",
                "the candidate's own copy listens on a free port of 127.0.0.1, because the baseline has the address"));
        return change(config, id, exporter -> exporter.with("endpoint", string("127.0.0.1:0")));
    }

    private YamlMapping toStandIn(YamlMapping config, String id, String endpoint) {
        changes.add(new Change(
                "exporters::" + id, "sends to the local stand-in at " + endpoint + " in place of its own endpoint"));
        return change(
                config,
                id,
                exporter -> exporter.with("endpoint", string(endpoint))
                        .without("metrics_endpoint")
                        .without("tls")
                        .without("auth")
                        .with("headers", standInHeaders(exporter)));
    }

    /** The same header names, so that sizes stay true, and no secret in them. */
    private static YamlMapping standInHeaders(YamlMapping exporter) {
        YamlMapping headers = YamlMapping.empty(ADDED);
        if (exporter.get("headers").orElse(null) instanceof YamlMapping own) {
            for (YamlMapping.Entry entry : own.entries()) {
                headers = headers.with(entry.name(), string(STAND_IN_KEY));
            }
        }
        return headers.keys().stream().anyMatch(k -> k.toLowerCase(Locale.ROOT).equals("api-key"))
                ? headers
                : headers.with("api-key", string(STAND_IN_KEY));
    }

    private YamlMapping elsewhere(YamlMapping config, String id, Optional<String> endpoint, Optional<Secret> key) {
        changes.add(new Change(
                "exporters::" + id,
                "sends to a place of its own (shadow)"
                        + endpoint.map(e -> ": " + e).orElse(", with another key")));
        return change(config, id, exporter -> {
            YamlMapping result = exporter;
            if (endpoint.isPresent()) {
                result = result.with("endpoint", string(endpoint.get())).without("metrics_endpoint");
            }
            if (key.isPresent()) {
                YamlMapping headers = exporter.get("headers").orElse(null) instanceof YamlMapping own
                        ? own
                        : YamlMapping.empty(ADDED);
                result = result.with(
                        "headers", headers.with("api-key", string(key.get().reveal())));
            }
            return result;
        });
    }

    private YamlMapping comparisonExporter() {
        YamlMapping labels = YamlMapping.empty(ADDED)
                .with("experiment", string(settings.experiment()))
                .with("pipeline", string(settings.pipeline()))
                .with("variant", string(settings.variant()));
        return YamlMapping.empty(ADDED)
                .with("endpoint", string(settings.listen() + ":0"))
                .with("namespace", string(NAMESPACE))
                .with("const_labels", labels)
                // Resource attributes become labels: without it hosts and processes collapse into one series.
                .with(
                        "resource_to_telemetry_conversion",
                        YamlMapping.empty(ADDED).with("enabled", YamlScalar.plain("true", ADDED)));
    }

    private static YamlMapping change(
            YamlMapping config, String id, java.util.function.UnaryOperator<YamlMapping> edit) {
        YamlMapping exporter =
                config.at("exporters", id).orElse(null) instanceof YamlMapping map ? map : YamlMapping.empty(ADDED);
        return put(config, edit.apply(exporter), "exporters", id);
    }

    private static YamlMapping put(YamlMapping config, YamlNode value, String section, String key) {
        YamlMapping map = config.get(section).orElse(null) instanceof YamlMapping own ? own : YamlMapping.empty(ADDED);
        return config.with(section, map.with(key, value));
    }

    private static YamlMapping addToPipelines(YamlMapping config, String exporter) {
        YamlMapping service = (YamlMapping) config.get("service").orElse(YamlMapping.empty(ADDED));
        YamlMapping pipelines = (YamlMapping) service.get("pipelines").orElse(YamlMapping.empty(ADDED));
        for (YamlMapping.Entry entry : metricsPipelines(config)) {
            if (entry.value() instanceof YamlMapping pipeline) {
                List<YamlNode> exporters = new ArrayList<>(
                        pipeline.get("exporters").map(DualExport::items).orElse(List.of()));
                exporters.add(string(exporter));
                SourceSpan span = pipeline.get("exporters").map(YamlNode::span).orElse(ADDED);
                pipelines = pipelines.with(new YamlMapping.Entry(
                        entry.key(), pipeline.with("exporters", new YamlSequence(span, exporters, Origin.LITERAL))));
            }
        }
        return config.with("service", service.with("pipelines", pipelines));
    }

    private static String freeId(YamlMapping config, String wanted) {
        Set<String> taken =
                config.get("exporters").orElse(null) instanceof YamlMapping exporters ? exporters.keys() : Set.of();
        String id = wanted;
        for (int i = 2; taken.contains(id); i++) {
            id = wanted + "_" + i;
        }
        return id;
    }

    private static String type(String id) {
        int slash = id.indexOf('/');
        return (slash < 0 ? id : id.substring(0, slash)).strip();
    }

    private static List<YamlNode> items(YamlNode node) {
        return node instanceof YamlSequence list ? list.items() : List.of();
    }

    private static String text(YamlNode node) {
        return node instanceof YamlScalar scalar ? scalar.text().strip() : "";
    }

    private static YamlScalar string(String text) {
        return YamlScalar.string(text, ADDED);
    }
}
