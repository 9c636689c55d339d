package phoenix.engine.net;

import java.util.Optional;

/**
 * The {@code tls} section of a client, as in the Collector's {@code configtls.ClientConfig}.
 *
 * @param insecure plain text, for gRPC without https:// and authorities; HTTP goes by the scheme of its endpoint
 * @param insecureSkipVerify takes any certificate
 * @param includeSystemCas trusts the system's authorities besides those of {@code ca_file}
 * @param minVersion {@code TLSv1.2} or {@code TLSv1.3}
 * @param serverName the name to ask for and to verify; empty for the host of the endpoint
 */
public record TlsSettings(
        boolean insecure,
        boolean insecureSkipVerify,
        Optional<String> caFile,
        Optional<String> caPem,
        boolean includeSystemCas,
        String minVersion,
        String serverName) {
    public static final TlsSettings DEFAULT =
            new TlsSettings(false, false, Optional.empty(), Optional.empty(), false, "TLSv1.2", "");
}
