package phoenix.config.compile.otelcol;

import java.util.Set;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.Severity;
import phoenix.config.yaml.YamlMapping;

/**
 * Checks the settings of components against what is known of the target. A misspelt field is not emitted without a word;
 * and it is emitted, because the collector that runs the configuration today may be of a version, or of a vendor, that
 * has the field.
 */
final class FieldCheck {
    /** What is wrong inside of a component; all else is the business of the compiler itself. */
    private static final Set<String> BLOCKS = Set.of("PHX12", "PHX14");

    private FieldCheck() {}

    static void report(YamlMapping root, ComponentCatalog target, Diagnostics diagnostics) {
        Diagnostics found = Diagnostics.withoutLimitsOfEngine();
        CollectorConfig.read(root, target, found);
        for (Diagnostic one : found.errors()) {
            if (BLOCKS.contains(one.code().id().substring(0, 5)) || one.code() == DiagnosticCode.UNKNOWN_COMPONENT) {
                diagnostics.add(one.as(Severity.WARNING));
            }
        }
    }
}
