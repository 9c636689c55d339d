package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;

/** Without own metrics a collector that loses data does not say so. */
final class OwnMetricsOff implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        config.root()
                .at("service", "telemetry", "metrics", "level")
                .filter(n -> Nodes.text(n).orElse("").equals("none"))
                .ifPresent(n -> findings.add(
                        DiagnosticCode.OWN_METRICS_OFF,
                        n.span(),
                        "the collector's own metrics are off: that it drops or fails to send shows in its log alone",
                        "write level: normal, and watch otelcol_exporter_send_failed_metric_points"));
    }
}
