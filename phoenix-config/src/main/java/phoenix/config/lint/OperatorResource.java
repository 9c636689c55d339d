package phoenix.config.lint;

import java.util.Optional;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** The Kubernetes resource that the OpenTelemetry operator makes a collector of: {@code OpenTelemetryCollector}, v1beta1. */
public final class OperatorResource {
    private OperatorResource() {}

    /** The configuration in it; empty when this is no such resource. */
    public static Optional<YamlMapping> config(YamlMapping root) {
        boolean resource = root.get("kind").flatMap(Nodes::text).orElse("").equals("OpenTelemetryCollector");
        return resource
                ? root.at("spec", "config")
                        .filter(YamlMapping.class::isInstance)
                        .map(YamlMapping.class::cast)
                : Optional.empty();
    }

    static void check(YamlMapping root, Findings findings) {
        if (config(root).isEmpty()) {
            return;
        }
        Optional<YamlNode> strategy = root.at("spec", "upgradeStrategy");
        if (!strategy.flatMap(Nodes::text).orElse("automatic").equals("none")) {
            SourceSpan spec = root.entry("spec").map(e -> e.key().span()).orElse(root.span());
            findings.add(
                    DiagnosticCode.OPERATOR_UPGRADES,
                    strategy.map(YamlNode::span).orElse(spec),
                    "the operator may rewrite this configuration when it is upgraded itself",
                    "write upgradeStrategy: none where the configuration is to stay as it is, as in an experiment");
        }
    }
}
