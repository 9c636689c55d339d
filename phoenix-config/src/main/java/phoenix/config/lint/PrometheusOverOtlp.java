package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;

/** A Prometheus server takes OTLP only when asked to, and not in every version. */
final class PrometheusOverOtlp implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        Backends.of(config)
                .filter(b -> b.isOtlp() && isPrometheus(b.endpoint()))
                .forEach(b -> findings.add(
                        DiagnosticCode.PROMETHEUS_OVER_OTLP,
                        b.node().span(),
                        b.exporter().path()
                                + " sends OTLP to Prometheus, which takes it from version 2.47 on and when started"
                                + " for it",
                        "start it with --web.enable-otlp-receiver (before 3.0: --enable-feature=otlp-write-receiver)"));
    }

    static boolean isPrometheus(Endpoint endpoint) {
        return endpoint.path().startsWith("/api/v1/otlp");
    }
}
