package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.lint.Backends.Backend;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;

/** Data, and the key beside it, that everyone on the way can read. */
final class InsecureTransport implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        Backends.of(config).forEach(backend -> {
            ComponentOutline exporter = backend.exporter();
            if (isPlain(backend) && !backend.endpoint().isInternal()) {
                findings.add(
                        DiagnosticCode.INSECURE_TRANSPORT,
                        exporter.entry("tls", "insecure")
                                .filter(e -> backend.endpoint().scheme().isEmpty())
                                .map(e -> e.key().span())
                                .orElse(backend.node().span()),
                        exporter.path() + " sends to " + backend.endpoint().host() + " without encryption",
                        "write https://, and no tls::insecure");
            }
            exporter.entry("tls", "insecure_skip_verify")
                    .filter(e -> exporter.flag("tls", "insecure_skip_verify").orElse(false))
                    .filter(e -> !backend.endpoint().isLoopback() && !isPlain(backend))
                    .ifPresent(e -> findings.add(
                            DiagnosticCode.CERTIFICATE_NOT_VERIFIED,
                            e.key().span(),
                            exporter.path() + " takes any certificate: whoever stands between can read the data",
                            "name the certificate authority instead: tls::ca_file"));
        });
    }

    private static boolean isPlain(Backend backend) {
        return switch (backend.endpoint().scheme()) {
            case "http" -> true;
            case "https" -> false;
            default ->
                backend.isGrpc() && backend.exporter().flag("tls", "insecure").orElse(false);
        };
    }
}
