package phoenix.config.compile.otelcol;

import java.util.Set;
import java.util.TreeSet;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * An unset variable is null to the Collector. Where production is addressed and authenticated, data would be lost by it
 * without a word.
 */
final class UnsetCheck {
    private static final Set<String> ADDRESSES = Set.of("endpoint", "metrics_endpoint", "headers");
    private static final String WAY_OUT =
            "set it; where it is set on another machine only, any text will do here, because"
                    + " the reference stays a reference";

    private UnsetCheck() {}

    static void apply(Draft draft) {
        for (ComponentId id : Exporters.production(draft.input)) {
            YamlNode settings = draft.input.settings(ComponentKind.EXPORTER, id);
            if (settings instanceof YamlMapping map && !isReplaced(id, draft)) {
                for (YamlMapping.Entry entry : map.entries()) {
                    if (ADDRESSES.contains(entry.name())
                            && !(isRedirected(id, draft) && !entry.name().equals("headers"))) {
                        refuse(entry.value(), "exporters::" + id + "::" + entry.name(), draft);
                    }
                }
            }
        }
    }

    private static boolean isRedirected(ComponentId id, Draft draft) {
        return draft.settings.production().isPresent() && Exporters.speaksOtlp(id);
    }

    /** What is sent in plain text gets neither the user's address nor the user's credentials. */
    private static boolean isReplaced(ComponentId id, Draft draft) {
        return isRedirected(id, draft)
                && draft.settings
                        .production()
                        .map(to -> Exporters.isGrpc(id) ? to.grpc() : to.http())
                        .filter(ProductionStep::isPlainText)
                        .isPresent();
    }

    /** The variable that a reference which was added needs. */
    static void refuseAdded(String variable, String where, Draft draft) {
        if (draft.environment.getOrDefault(variable, "").isEmpty()) {
            draft.diagnostics.add(
                    DiagnosticCode.UNSET_IN_PRODUCTION,
                    draft.input.exportingPipelines().getFirst().span(),
                    where + ": environment variable " + variable + " is not set, and a production exporter needs it",
                    WAY_OUT + "; or add the exporter of your backend, or give --production-endpoint");
        }
    }

    private static void refuse(YamlNode node, String path, Draft draft) {
        Set<String> unset = new TreeSet<>(node.origin().unset());
        if (!unset.isEmpty()) {
            draft.diagnostics.add(
                    DiagnosticCode.UNSET_IN_PRODUCTION,
                    node.span(),
                    path + ": environment variable " + String.join(", ", unset)
                            + " is not set, and a production exporter needs it",
                    WAY_OUT);
        }
        switch (node) {
            case YamlMapping map -> map.entries().forEach(e -> refuse(e.value(), path + "::" + e.name(), draft));
            case YamlSequence list -> list.items().forEach(i -> refuse(i, path, draft));
            case YamlScalar s -> {}
        }
    }
}
