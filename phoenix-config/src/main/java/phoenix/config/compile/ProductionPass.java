package phoenix.config.compile;

import java.util.List;
import java.util.Set;
import phoenix.config.collector.ComponentConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.PipelineConfig;
import phoenix.config.compile.ProductionTarget.Configured;
import phoenix.config.compile.ProductionTarget.NewRelic;
import phoenix.config.compile.ProductionTarget.Shadow;
import phoenix.config.compile.ProductionTarget.StandIn;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.Secret;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Production export: the user's own exporters stay; New Relic is added where there is none; or all go to a stand-in. */
final class ProductionPass implements Compilation.Pass {
    /** What a redirection may touch: where to, and how to get in. */
    static final Set<String> REDIRECTED_KEYS =
            Set.of("endpoint", "metrics_endpoint", "auth", "proxy_url", "tls", "headers");

    /** What the shadow of a candidate may have of its own. */
    static final Set<String> SHADOWED_KEYS = Set.of("endpoint", "metrics_endpoint", "headers");

    private static final Set<String> ENDPOINT_KEYS = Set.of("endpoint", "metrics_endpoint", "headers");

    /** What the stand-in gets in place of a key: it checks that one is there. */
    private static final String STAND_IN_KEY = "stand-in";

    private static final String API_KEY = "api-key";

    @Override
    public YamlMapping apply(YamlMapping root, Compilation compilation) {
        List<ComponentConfig> own = compilation.productionExporters();
        YamlMapping result = own.isEmpty() ? addNewRelic(root, compilation) : root;
        for (ComponentConfig exporter : own) {
            result = switch (compilation.settings.production()) {
                case StandIn standIn -> redirect(result, exporter, standIn, compilation);
                case Shadow shadow -> shadow(result, exporter, shadow, compilation);
                case Configured configured -> result;
                case NewRelic newRelic -> result;
            };
            refuseUnset(result, exporter, compilation);
        }
        return result;
    }

    private static YamlMapping addNewRelic(YamlMapping root, Compilation compilation) {
        ComponentId id = compilation.freeExporterId("otlp_http", "newrelic");
        String endpoint;
        YamlScalar key;
        switch (compilation.settings.production()) {
            case StandIn standIn -> {
                endpoint = standIn.httpEndpoint();
                key = Trees.text(STAND_IN_KEY);
            }
            case NewRelic target -> {
                endpoint = target.endpoint();
                key = secret(target.apiKey(), compilation);
            }
            case Configured configured -> {
                return nowhere(root, compilation);
            }
            case Shadow shadow -> {
                return nowhere(root, compilation);
            }
        }
        YamlMapping exporter = Trees.map("endpoint", Trees.text(endpoint)).with("headers", Trees.map(API_KEY, key));
        YamlMapping result = Trees.set(root, exporter, "exporters", id.toString());
        for (PipelineConfig pipeline : compilation.exportingPipelines()) {
            result = Compilation.withExporter(result, pipeline.id(), id);
        }
        compilation.addedProduction.add(id);
        compilation.changed(
                Change.Kind.ADDED,
                "exporters::" + id,
                "no exporter of a metrics pipeline sent to a backend; this one sends to " + endpoint);
        return result;
    }

    private static YamlMapping nowhere(YamlMapping root, Compilation compilation) {
        compilation.diagnostics.add(
                DiagnosticCode.NO_PRODUCTION_EXPORTER,
                compilation.exportingPipelines().getFirst().span(),
                "no metrics pipeline of the " + compilation.settings.variant() + " sends to a backend",
                "add an exporter such as otlp_http, or name a target in the experiment: production: {target:"
                        + " {newrelic: {...}}} or {target: stand-in}");
        return root;
    }

    private static YamlScalar secret(Secret value, Compilation compilation) {
        // A place of its own: what is marked secret is found again by its place.
        YamlScalar key = YamlScalar.string(value.reveal(), SourceSpan.start("phoenix:api-key"));
        compilation.diagnostics.markSecret(key.span());
        if (value.isEmpty()) {
            compilation.diagnostics.add(
                    DiagnosticCode.UNSET_IN_PRODUCTION,
                    SourceSpan.start("production"),
                    "the api_key of the production target is empty, and a production exporter needs it",
                    "set the variable it comes from, or use production: {target: stand-in} (or --stand-in) for a"
                            + " trial");
        }
        return key;
    }

    private static YamlMapping redirect(
            YamlMapping root, ComponentConfig exporter, StandIn standIn, Compilation compilation) {
        if (!speaksOtlp(exporter)) {
            compilation.diagnostics.add(
                    DiagnosticCode.NO_STAND_IN,
                    exporter.span(),
                    "exporter " + exporter.id() + " cannot be sent to the stand-in: it does not speak OTLP",
                    "take it out of the metrics pipelines, or set production: {target: configured}");
            return root;
        }
        String endpoint = exporter.type().equals("otlp_grpc") ? standIn.grpcEndpoint() : standIn.httpEndpoint();
        YamlMapping settings = settings(exporter);
        YamlMapping headers = standInHeaders(settings);
        for (String key : REDIRECTED_KEYS) {
            settings = key.equals("endpoint") || key.equals("headers") ? settings : settings.without(key);
        }
        if (exporter.type().equals("otlp_grpc")) {
            // The scheme http:// alone would not make it plain text.
            settings = settings.with("tls", Trees.map("insecure", Trees.bool(true)));
        }
        compilation.changed(
                Change.Kind.REDIRECTED,
                exporter.path() + "::endpoint",
                "goes to the local stand-in " + endpoint + " in plain text, not to production");
        return Trees.set(
                root,
                settings.with("endpoint", Trees.text(endpoint)).with("headers", headers),
                "exporters",
                exporter.id().toString());
    }

    /** The same names, so that sizes stay about true, and no secret in them. */
    private static YamlMapping standInHeaders(YamlMapping settings) {
        YamlMapping headers = YamlMapping.empty(Trees.ADDED);
        if (settings.get("headers").orElse(null) instanceof YamlMapping own) {
            for (YamlMapping.Entry entry : own.entries()) {
                headers = headers.with(new YamlMapping.Entry(entry.key(), Trees.text(STAND_IN_KEY)));
            }
        }
        return headers.keys().stream().anyMatch(API_KEY::equalsIgnoreCase)
                ? headers
                : headers.with(API_KEY, Trees.text(STAND_IN_KEY));
    }

    private static YamlMapping shadow(
            YamlMapping root, ComponentConfig exporter, Shadow shadow, Compilation compilation) {
        if (!speaksOtlp(exporter)) {
            return root;
        }
        YamlMapping settings = settings(exporter);
        if (shadow.endpoint().isPresent()) {
            settings = settings.with("endpoint", Trees.text(shadow.endpoint().get()))
                    .without("metrics_endpoint");
        }
        if (shadow.apiKey().isPresent()) {
            YamlMapping headers = settings.get("headers").orElse(null) instanceof YamlMapping own
                    ? own
                    : YamlMapping.empty(Trees.ADDED);
            settings = settings.with(
                    "headers", headers.with(API_KEY, secret(shadow.apiKey().get(), compilation)));
        }
        compilation.changed(
                Change.Kind.REDIRECTED,
                exporter.path(),
                "sends to a place of its own (shadow)"
                        + shadow.endpoint().map(e -> ": " + e).orElse(", with another key"));
        return Trees.set(root, settings, "exporters", exporter.id().toString());
    }

    private static boolean speaksOtlp(ComponentConfig exporter) {
        return exporter.type().equals("otlp_grpc") || exporter.type().equals("otlp_http");
    }

    private static YamlMapping settings(ComponentConfig exporter) {
        return exporter.node() instanceof YamlMapping m ? m : YamlMapping.empty(exporter.span());
    }

    /** An unset variable is null to the Collector; in a production endpoint or header that would lose data silently. */
    private static void refuseUnset(YamlMapping root, ComponentConfig exporter, Compilation compilation) {
        if (root.at("exporters", exporter.id().toString()).orElse(null) instanceof YamlMapping settings) {
            settings.entries().stream()
                    .filter(e -> ENDPOINT_KEYS.contains(e.name()))
                    .forEach(e -> refuseUnset(e.value(), exporter.path() + "::" + e.name(), compilation));
        }
    }

    private static void refuseUnset(YamlNode node, String path, Compilation compilation) {
        if (!node.origin().unset().isEmpty()) {
            compilation.diagnostics.add(
                    DiagnosticCode.UNSET_IN_PRODUCTION,
                    node.span(),
                    path + ": environment variable "
                            + String.join(", ", node.origin().unset())
                            + " is not set, and a production exporter needs it",
                    "set it, or use production: {target: stand-in} (or --stand-in) for a trial");
        }
        switch (node) {
            case YamlMapping map ->
                map.entries().forEach(e -> refuseUnset(e.value(), path + "::" + e.name(), compilation));
            case YamlSequence list -> list.items().forEach(i -> refuseUnset(i, path, compilation));
            case YamlScalar s -> {}
        }
    }
}
