package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.Signal;
import phoenix.config.compile.Change;
import phoenix.config.compile.ProductionTarget;
import phoenix.config.compile.otelcol.OtelcolSettings.ProductionEndpoint;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/** Production export: the user's own exporters stay; New Relic is added where there is none; or all go to one endpoint. */
final class ProductionStep {
    static final String KEY_VARIABLE = "NEW_RELIC_API_KEY";
    static final String KEY_HEADER = "api-key";
    /** What stands in place of a credential in what is sent in plain text. */
    static final String NO_SECRET = "stand-in";

    private static final int GRPC_PORT = 4317;
    private static final int HTTP_PORT = 4318;

    private ProductionStep() {}

    static void apply(Draft draft) {
        Set<ComponentId> own = Exporters.production(draft.input);
        if (own.isEmpty()) {
            add(draft);
        }
        draft.settings.production().ifPresent(endpoint -> own.forEach(id -> redirect(id, endpoint, draft)));
    }

    private static void add(Draft draft) {
        String type = draft.settings
                .firstOf(ComponentKind.EXPORTER, "otlp_http", "otlphttp")
                .orElse("");
        if (type.isEmpty()) {
            draft.diagnostics.add(
                    DiagnosticCode.TARGET_LACKS_COMPONENT,
                    draft.input.root().span(),
                    "no exporter of a metrics pipeline sends to a backend, and the target has no otlp_http to add",
                    "add an exporter that sends to production");
            return;
        }
        ComponentId id = draft.freeId(type, "newrelic");
        String endpoint =
                draft.settings.production().map(ProductionEndpoint::http).orElse(ProductionTarget.Region.US.endpoint());
        YamlScalar key = isPlainText(endpoint) ? Draft.text(NO_SECRET) : Draft.reference(KEY_VARIABLE, "");
        draft.set(Draft.map("endpoint", endpoint, "headers", Draft.map(KEY_HEADER, key)), "exporters", id.toString());
        draft.addedProduction.add(id);
        if (!isPlainText(endpoint)) {
            UnsetCheck.refuseAdded(KEY_VARIABLE, "exporters::" + id + "::headers::" + KEY_HEADER, draft);
        }
        for (Wiring.Pipeline pipeline : draft.input.exportingPipelines()) {
            List<ComponentId> exporters = new ArrayList<>(draft.exporters(pipeline.id()));
            exporters.add(id);
            draft.exporters(pipeline.id(), exporters);
        }
        draft.changed(
                Change.Kind.ADDED,
                "exporters::" + id,
                "no exporter of a metrics pipeline sent to a backend; this one sends to " + endpoint);
        draft.diagnostics.add(
                DiagnosticCode.PRODUCTION_ADDED,
                draft.input.exportingPipelines().getFirst().span(),
                "no exporter of a metrics pipeline sends to a backend: " + id + " was added, which sends to "
                        + endpoint,
                isPlainText(endpoint)
                        ? "add the exporter of your backend to the configuration to send there"
                        : "it needs " + KEY_VARIABLE + " where the collector runs; for another backend add its exporter"
                                + " to the configuration, or give --production-endpoint");
    }

    static boolean isPlainText(String url) {
        return url.startsWith("http://");
    }

    private static void redirect(ComponentId id, ProductionEndpoint endpoint, Draft draft) {
        if (!Exporters.speaksOtlp(id)) {
            draft.diagnostics.add(
                    DiagnosticCode.NOT_REDIRECTED,
                    draft.input.settings(ComponentKind.EXPORTER, id).span(),
                    "exporter " + id + " does not speak OTLP: it goes on sending where it did",
                    "take it out of the metrics pipelines of this variant where it should not");
            return;
        }
        String url = Exporters.isGrpc(id) ? grpcUrl(endpoint.grpc()) : httpUrl(endpoint.http());
        String where = "exporters::" + id;
        draft.set(Draft.text(url), "exporters", id.toString(), "endpoint");
        YamlNode settings = draft.input.settings(ComponentKind.EXPORTER, id);
        none(settings, id, "metrics_endpoint", draft);
        if (isPlainText(url)) {
            none(settings, id, "auth", draft);
            none(settings, id, "proxy_url", draft);
            headers(settings, id, draft);
            if (Exporters.isGrpc(id)) {
                plainText(settings, id, draft);
            }
        }
        draft.changed(
                Change.Kind.REDIRECTED,
                where,
                "sends to " + url
                        + (isPlainText(url)
                                ? " in plain text, with \"" + NO_SECRET + "\" in place of its credentials"
                                : ", with its own credentials"));
        if (!draft.isCandidate() && carriesOtherSignals(draft.input, id)) {
            draft.diagnostics.add(
                    DiagnosticCode.NOT_REDIRECTED,
                    settings.span(),
                    "exporter " + id + " stands in pipelines of traces or logs as well: they go to " + url + " too",
                    "give metrics an exporter of their own");
        }
    }

    private static boolean carriesOtherSignals(Wiring wiring, ComponentId id) {
        return wiring.pipelines().values().stream()
                .anyMatch(
                        p -> p.id().signal() != Signal.METRICS && p.exporters().contains(id));
    }

    private static void none(YamlNode settings, ComponentId id, String key, Draft draft) {
        if (settings.get(key).isPresent()) {
            draft.set(Draft.none(), "exporters", id.toString(), key);
        }
    }

    /** To the Collector {@code http://} alone is no plain text for gRPC, nor is {@code insecure} beside a certificate. */
    private static void plainText(YamlNode settings, ComponentId id, Draft draft) {
        if (settings.get("tls").orElse(null) instanceof YamlMapping tls) {
            for (String key : tls.keys()) {
                draft.set(Draft.none(), "exporters", id.toString(), "tls", key);
            }
        }
        draft.set(Draft.plain(true), "exporters", id.toString(), "tls", "insecure");
    }

    /** The same names, so that sizes stay about true, and no secret in them. */
    private static void headers(YamlNode settings, ComponentId id, Draft draft) {
        YamlNode own = settings.get("headers").orElse(null);
        boolean keyed = false;
        if (own instanceof YamlMapping map) {
            for (String name : map.keys()) {
                draft.set(Draft.text(NO_SECRET), "exporters", id.toString(), "headers", name);
                keyed |= name.equalsIgnoreCase(KEY_HEADER);
            }
        } else if (own != null) {
            draft.set(Draft.map(KEY_HEADER, NO_SECRET), "exporters", id.toString(), "headers");
            return;
        }
        if (!keyed) {
            draft.set(Draft.text(NO_SECRET), "exporters", id.toString(), "headers", KEY_HEADER);
        }
    }

    /** gRPC needs a port, and has no path. */
    static String grpcUrl(String url) {
        return Authority.of(url)
                .map(to -> to.scheme() + "://" + to.host() + ":"
                        + (to.port() == HTTP_PORT || to.port() < 0 ? GRPC_PORT : to.port()))
                .orElse(url);
    }

    static String httpUrl(String url) {
        boolean grpc = Authority.of(url).filter(to -> to.port() == GRPC_PORT).isPresent();
        return grpc ? url.replaceFirst(":" + GRPC_PORT, ":" + HTTP_PORT) : url;
    }
}
