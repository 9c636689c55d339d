package phoenix.engine.exporter.sending;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Secret;
import phoenix.engine.net.Header;
import phoenix.engine.net.PemSource;
import phoenix.engine.net.TlsSettings;

/** The fields {@code tls} and {@code headers} of exporters that send over HTTP or gRPC. */
public final class ClientFields {
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Field<Optional<String>> CA_FILE =
            Field.optional(FieldType.string(), "ca_file", "A PEM file with the authorities to trust");
    private static final Field<Optional<Secret>> CA_PEM =
            Field.optional(FieldType.secret(), "ca_pem", "The authorities to trust, as PEM");
    private static final Field<Boolean> INCLUDE_SYSTEM_CAS =
            Field.bool("include_system_ca_certs_pool", false, "Trust the system's authorities besides those given");
    private static final Field<Boolean> INSECURE = Field.bool(
            "insecure",
            false,
            "Plain text, for gRPC, unless the endpoint begins with https:// or authorities are given");
    private static final Field<Boolean> INSECURE_SKIP_VERIFY =
            Field.bool("insecure_skip_verify", false, "Take any certificate");
    private static final Field<String> SERVER_NAME =
            Field.string("server_name_override", "", "The name to ask for and to verify");
    private static final Field<String> MIN_VERSION =
            Field.of(FieldType.choice(versions("1.2")), "min_version", "1.2", "The oldest version of TLS: 1.2 or 1.3");
    private static final Field<String> MAX_VERSION =
            Field.of(FieldType.choice(versions("1.3")), "max_version", "1.3", "The newest version of TLS: 1.2 or 1.3");
    private static final Field<String> CERT_FILE =
            Field.string("cert_file", "", "A PEM file with the client's certificate, and those up to its authority");
    private static final Field<Secret> CERT_PEM =
            Field.of(FieldType.secret(), "cert_pem", new Secret(""), "The certificate as PEM, instead of cert_file");
    private static final Field<String> KEY_FILE = Field.string("key_file", "", "A PEM file with its private key");
    private static final Field<Secret> KEY_PEM =
            Field.of(FieldType.secret(), "key_pem", new Secret(""), "The private key as PEM, instead of key_file");

    public static final Field<TlsSettings> TLS = Field.nested(
            ConfigSpec.of(
                            v -> new TlsSettings(
                                    v.get(INSECURE),
                                    v.get(INSECURE_SKIP_VERIFY),
                                    v.get(CA_FILE).filter(file -> !file.isEmpty()),
                                    v.get(CA_PEM).map(Secret::reveal),
                                    v.get(INCLUDE_SYSTEM_CAS),
                                    identity(
                                            new PemSource(v.get(CERT_FILE), v.get(CERT_PEM)),
                                            new PemSource(v.get(KEY_FILE), v.get(KEY_PEM))),
                                    TlsSettings.versions(v.get(MIN_VERSION), v.get(MAX_VERSION)),
                                    v.get(SERVER_NAME)),
                            CA_FILE,
                            CA_PEM,
                            INCLUDE_SYSTEM_CAS,
                            INSECURE,
                            INSECURE_SKIP_VERIFY,
                            SERVER_NAME,
                            MIN_VERSION,
                            MAX_VERSION,
                            CERT_FILE,
                            CERT_PEM,
                            KEY_FILE,
                            KEY_PEM,
                            Field.unsupported("cipher_suites", "the JDK's are used; leave it out")
                                    .shaped(FieldType.listOf(FieldType.string())),
                            Field.unsupported("curve_preferences", "the JDK's are used; leave it out")
                                    .shaped(FieldType.listOf(FieldType.string())),
                            Field.unsupported("tpm", "leave it out").shaped(FieldType.rawMap()),
                            Field.withoutEffect("reload_interval", "certificates are read once, at the start")
                                    .shaped(FieldType.duration()))
                    .check(ClientFields::checkTls),
            "tls",
            "Transport security");

    public static final Field<Map<String, Secret>> HEADERS = Field.of(
            FieldType.mapOrPairs(FieldType.secret()),
            "headers",
            Map.of(),
            "Sent with every request; values are secret");

    private ClientFields() {}

    private static Map<String, String> versions(String byDefault) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("", byDefault);
        versions.put("1.2", "1.2");
        versions.put("1.3", "1.3");
        return versions;
    }

    private static Optional<TlsSettings.Identity> identity(PemSource certificate, PemSource key) {
        return certificate.isEmpty() && key.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsSettings.Identity(certificate, key));
    }

    private static void checkTls(TlsSettings tls, CheckContext context) {
        boolean bothCertificates = context.isSet(CERT_FILE) && context.isSet(CERT_PEM);
        boolean bothKeys = context.isSet(KEY_FILE) && context.isSet(KEY_PEM);
        if (bothCertificates || bothKeys) {
            context.error("provide certificate and key either as a file or as PEM, but not both");
        }
        tls.identity()
                .filter(own -> own.certificate().isEmpty() || own.key().isEmpty())
                .ifPresent(_ -> context.error("provide both a certificate and its key, or neither"));
        if (tls.versions().isEmpty()) {
            context.error(MIN_VERSION, "min_version cannot be greater than max_version");
        }
    }

    /** Reports header names and values that would break the protocol; no message quotes a value. */
    public static void checkHeaders(Map<String, Secret> headers, CheckContext context) {
        headers.forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                context.error(HEADERS, "\"" + name + "\" is not a valid header name");
            }
            if (value.reveal().chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
                context.error(
                        HEADERS,
                        "the value of \"" + name + "\" has a control character in it",
                        "is there a line break at the end of the key, or of the file it comes from?");
            }
        });
    }

    /** As the wire wants them. */
    public static List<Header> headers(Map<String, Secret> headers) {
        List<Header> list = new ArrayList<>();
        headers.forEach((name, value) -> list.add(new Header(name.toLowerCase(Locale.ROOT), value.reveal())));
        return List.copyOf(list);
    }
}
