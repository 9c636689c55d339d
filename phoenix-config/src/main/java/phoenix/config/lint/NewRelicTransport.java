package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.lint.Backends.Backend;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;

/** What New Relic asks of those who send to it. */
final class NewRelicTransport implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        Backends.of(config).filter(b -> b.endpoint().isNewRelic() && b.isOtlp()).forEach(backend -> {
            ComponentOutline exporter = backend.exporter();
            if (backend.isGrpc()) {
                findings.add(
                        DiagnosticCode.NEW_RELIC_GRPC,
                        exporter.span(),
                        exporter.path()
                                + " sends to New Relic by gRPC, where a rate limit loses data: the answer names no"
                                + " time to wait, and is not tried again",
                        "use otlp_http with endpoint: https://"
                                + backend.endpoint().host());
            }
            boolean key =
                    exporter.entries("headers").stream().anyMatch(e -> e.name().equalsIgnoreCase("api-key"))
                            || exporter.items("headers").stream()
                                    .anyMatch(h -> h.get("name")
                                            .flatMap(Nodes::text)
                                            .filter(n -> n.equalsIgnoreCase("api-key"))
                                            .isPresent());
            if (!key && exporter.entry("auth").isEmpty()) {
                findings.add(
                        DiagnosticCode.NEW_RELIC_KEY,
                        exporter.span(),
                        exporter.path() + " sends to New Relic without the header api-key, and is refused",
                        "add headers: {api-key: \"${env:NEW_RELIC_LICENSE_KEY}\"}");
            }
        });
        config.metricPipelines().forEach(pipeline -> payload(pipeline, findings));
    }

    /** Only where there are batches: their absence is told elsewhere. */
    private static void payload(PipelineOutline pipeline, Findings findings) {
        pipeline.processors("batch").reduce((a, b) -> b).ifPresent(step -> {
            boolean bounded = step.component().number("send_batch_max_size").orElse(0.0) > 0;
            Backends.newRelic(pipeline)
                    .map(Backend::exporter)
                    .filter(e -> !bounded
                            && e.entry("sending_queue", "batch", "max_size").isEmpty())
                    .findFirst()
                    .ifPresent(e -> findings.add(
                            DiagnosticCode.NEW_RELIC_PAYLOAD,
                            step.component().span(),
                            step.component().path() + " has no maximum size, and New Relic refuses payloads above 1 MB",
                            "add send_batch_max_size: 8192, and less where points have many attributes"));
        });
    }
}
