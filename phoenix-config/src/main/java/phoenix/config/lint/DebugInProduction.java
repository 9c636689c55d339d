package phoenix.config.lint;

import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;

/** An exporter for trying things that writes every point. */
final class DebugInProduction implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        boolean elsewhere = Backends.of(config).anyMatch(b -> !b.endpoint().isLoopback());
        for (ComponentOutline exporter : config.used(ComponentKind.EXPORTER)) {
            boolean detailed = exporter.type().equals("debug")
                    && exporter.text("verbosity").orElse("").equals("detailed");
            if (detailed && elsewhere) {
                findings.add(
                        DiagnosticCode.DEBUG_IN_PRODUCTION,
                        exporter.at("verbosity").orElseThrow().span(),
                        exporter.path() + " writes every data point to the log, beside an exporter to a backend",
                        "take it out of the pipelines, or write verbosity: basic");
            }
        }
    }
}
