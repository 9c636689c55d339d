package phoenix.engine.net;

import java.util.List;
import java.util.Optional;

/**
 * The {@code tls} section of a client, as in the Collector's {@code configtls.ClientConfig}.
 *
 * @param insecure plain text, for gRPC without https:// and authorities; HTTP goes by the scheme of its endpoint
 * @param insecureSkipVerify takes any certificate
 * @param includeSystemCas trusts the system's authorities besides those of {@code ca_file}
 * @param identity what the client shows of itself where a server asks for it
 * @param versions such as {@code TLSv1.3}
 * @param serverName the name to ask for and to verify; empty for the host of the endpoint
 */
public record TlsSettings(
        boolean insecure,
        boolean insecureSkipVerify,
        Optional<String> caFile,
        Optional<String> caPem,
        boolean includeSystemCas,
        Optional<Identity> identity,
        List<String> versions,
        String serverName) {
    /** Those that are spoken unless the configuration says otherwise. */
    public static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    public static final TlsSettings DEFAULT = trusting(Optional.empty());

    public TlsSettings {
        versions = List.copyOf(versions);
    }

    /** The defaults, with authorities as PEM. */
    public static TlsSettings trusting(Optional<String> caPem) {
        return new TlsSettings(false, false, Optional.empty(), caPem, false, Optional.empty(), VERSIONS, "");
    }

    /** A certificate, with those up to its authority, and its key. */
    public record Identity(PemSource certificate, PemSource key) {}

    /** Of the versions from the oldest to the newest, both such as {@code 1.2}; empty when these are the wrong way round. */
    public static List<String> versions(String oldest, String newest) {
        return VERSIONS.stream()
                .filter(version -> version.compareTo("TLSv" + oldest) >= 0 && version.compareTo("TLSv" + newest) <= 0)
                .toList();
    }
}
