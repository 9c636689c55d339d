package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Severity;
import phoenix.config.lint.Backends.Backend;
import phoenix.config.outline.ConfigOutline;

/** Without retries or a queue a short outage of the backend loses data. */
final class SendingUnprotected implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        Backends.of(config).filter(b -> !b.endpoint().isLoopback()).forEach(backend -> {
            off(backend, "retry_on_failure", Severity.WARNING, "a request that fails once is lost", findings);
            off(
                    backend,
                    "sending_queue",
                    Severity.HINT,
                    "the pipeline waits for each request, and what comes in" + " meanwhile is refused",
                    findings);
        });
    }

    private static void off(Backend backend, String part, Severity severity, String effect, Findings findings) {
        backend.exporter()
                .at(part, "enabled")
                .filter(n -> backend.exporter()
                        .flag(part, "enabled")
                        .filter(on -> !on)
                        .isPresent())
                .ifPresent(n -> findings.add(
                        DiagnosticCode.SENDING_UNPROTECTED,
                        severity,
                        n.span(),
                        backend.exporter().path() + "::" + part + " is off: " + effect,
                        "remove \"enabled: false\"; it is on by default"));
    }
}
