package phoenix.config.lint;

import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.lint.Backends.Backend;
import phoenix.config.outline.ConfigOutline;

/** What is usual to get wrong in the address of an OTLP backend. */
final class OtlpAddress implements Lint {
    private static final int GRPC = 4317;
    private static final int HTTP = 4318;

    @Override
    public void check(ConfigOutline config, Findings findings) {
        Backends.of(config).filter(Backend::isOtlp).forEach(backend -> {
            port(backend, findings);
            path(backend, findings);
            if (backend.isGrpc() && backend.endpoint().port() < 0 && !hasResolver(backend)) {
                findings.add(Diagnostic.of(
                                DiagnosticCode.ENDPOINT_WITHOUT_PORT,
                                backend.node().span(),
                                backend.exporter().path() + "::endpoint has no port, and gRPC has no default one",
                                "add :" + GRPC)
                        .replacedBy('"' + backend.endpoint().withPort(GRPC) + '"'));
            }
        });
    }

    /** {@code dns:///host} and {@code unix:/path} are for gRPC to resolve. */
    private static boolean hasResolver(Backend backend) {
        String scheme = backend.endpoint().scheme();
        return !(scheme.isEmpty() || scheme.equals("http") || scheme.equals("https"));
    }

    /** New Relic takes both protocols at all of its ports. */
    private static void port(Backend backend, Findings findings) {
        int wrong = backend.isGrpc() ? HTTP : GRPC;
        int right = backend.isGrpc() ? GRPC : HTTP;
        if (backend.endpoint().port() == wrong && !backend.endpoint().isNewRelic()) {
            findings.add(Diagnostic.of(
                            DiagnosticCode.WRONG_OTLP_PORT,
                            backend.node().span(),
                            backend.exporter().path() + " speaks " + (backend.isGrpc() ? "gRPC" : "HTTP") + ", and "
                                    + wrong + " is the port for " + (backend.isGrpc() ? "HTTP" : "gRPC"),
                            "write :" + right + ", or use " + (backend.isGrpc() ? "otlp_http" : "otlp_grpc"))
                    .replacedBy('"' + backend.endpoint().withPort(right) + '"'));
        }
    }

    private static void path(Backend backend, Findings findings) {
        boolean doubled = !backend.isGrpc()
                && backend.exporter()
                        .at("endpoint")
                        .filter(n -> n.equals(backend.node()))
                        .isPresent()
                && backend.endpoint().path().matches(".*/v1/(metrics|traces|logs)/?");
        if (doubled) {
            findings.add(
                    DiagnosticCode.SIGNAL_PATH_DOUBLED,
                    backend.node().span(),
                    backend.exporter().path()
                            + "::endpoint is a base to which /v1/metrics is added; as it is, data goes to "
                            + backend.endpoint().path().replaceAll("/$", "") + "/v1/metrics",
                    "leave the path out, or write it as metrics_endpoint");
        }
    }
}
