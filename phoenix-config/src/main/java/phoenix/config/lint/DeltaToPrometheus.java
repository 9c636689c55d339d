package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.lint.Backends.Backend;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.outline.PipelineOutline.Step;

/** Prometheus counts from the start; what only says how much was added is dropped. */
final class DeltaToPrometheus implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            Step delta = null;
            for (Step step : pipeline.processors()) {
                switch (step.type()) {
                    case "cumulative_to_delta" -> delta = step;
                    case "delta_to_cumulative", "delta_to_rate" -> delta = null;
                    default -> {}
                }
            }
            if (delta != null) {
                report(pipeline, delta, findings);
            }
        }
    }

    private static void report(PipelineOutline pipeline, Step delta, Findings findings) {
        for (Step exporter : pipeline.exporters()) {
            boolean remoteWrite = exporter.type().equals("prometheus_remote_write");
            boolean otlp = Backends.of(exporter.component())
                    .filter(Backend::isOtlp)
                    .map(b -> PrometheusOverOtlp.isPrometheus(b.endpoint()))
                    .orElse(false);
            if (remoteWrite || otlp) {
                findings.add(
                        DiagnosticCode.DELTA_TO_PROMETHEUS,
                        exporter.span(),
                        "pipeline " + pipeline.id() + ": "
                                + exporter.component().id()
                                + (remoteWrite ? " drops" : " sends to Prometheus, which refuses")
                                + " the delta sums and histograms that "
                                + delta.component().id() + " makes",
                        "give it a pipeline of its own without "
                                + delta.component().id());
            }
        }
    }
}
