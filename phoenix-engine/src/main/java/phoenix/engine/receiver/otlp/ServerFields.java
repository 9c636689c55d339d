package phoenix.engine.receiver.otlp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Secret;
import phoenix.config.spec.Values;
import phoenix.engine.net.PemSource;
import phoenix.engine.net.ServerTls;
import phoenix.engine.net.TlsSettings;

/** The fields that both protocols have: where to listen, and {@code tls}. */
final class ServerFields {
    static final Field<String> TRANSPORT = Field.of(
            FieldType.choice(
                    Map.of("tcp", "tcp", "tcp4", "tcp4", "tcp6", "tcp6"),
                    Set.of("unix", "unixgram", "unixpacket", "npipe", "udp", "udp4", "udp6", "ip", "ip4", "ip6")),
            "transport",
            "tcp",
            "tcp, tcp4 or tcp6; sockets of other kinds are not supported");
    static final Field<Boolean> AUTH = Field.unsupported(
                    "auth",
                    "authenticator extensions are not supported; use tls with client_ca_file, or a proxy in front")
            .shaped(FieldType.rawMap());
    static final Field<Boolean> MIDDLEWARES = Field.unsupported("middlewares", "extensions are not supported")
            .shaped(FieldType.listOf(FieldType.rawMap()));
    static final Field<Boolean> INCLUDE_METADATA = Field.withoutEffect(
                    "include_metadata", "no component here reads what a client sent beside its metrics")
            .shaped(FieldType.bool());

    private static final Field<String> CERT_FILE =
            Field.string("cert_file", "", "A PEM file with the server's certificate, and those up to its authority");
    private static final Field<Secret> CERT_PEM =
            Field.of(FieldType.secret(), "cert_pem", new Secret(""), "The certificate as PEM, instead of cert_file");
    private static final Field<String> KEY_FILE = Field.string("key_file", "", "A PEM file with the private key");
    private static final Field<Secret> KEY_PEM =
            Field.of(FieldType.secret(), "key_pem", new Secret(""), "The private key as PEM, instead of key_file");
    private static final Field<String> CLIENT_CA_FILE = Field.string(
            "client_ca_file", "", "A PEM file with the authorities of clients; each must then have a certificate");
    private static final Field<String> MIN_VERSION =
            Field.of(FieldType.choice(versions("1.2")), "min_version", "1.2", "The oldest version of TLS: 1.2 or 1.3");
    private static final Field<String> MAX_VERSION =
            Field.of(FieldType.choice(versions("1.3")), "max_version", "1.3", "The newest version of TLS: 1.2 or 1.3");
    private static final Field<List<String>> CIPHER_SUITES =
            Field.list(FieldType.string(), "cipher_suites", "Which to use, by their standard names");
    private static final String READ_ONCE = "certificates are read once, at the start";
    private static final String FOR_CLIENTS = "it is for clients; those of this server are checked by client_ca_file";

    static final Field<Optional<ServerTls.Settings>> TLS = Field.optional(
            ConfigSpec.of(
                            ServerFields::tls,
                            CERT_FILE,
                            CERT_PEM,
                            KEY_FILE,
                            KEY_PEM,
                            CLIENT_CA_FILE,
                            MIN_VERSION,
                            MAX_VERSION,
                            CIPHER_SUITES,
                            Field.withoutEffect("ca_file", FOR_CLIENTS).shaped(FieldType.string()),
                            Field.withoutEffect("ca_pem", FOR_CLIENTS),
                            Field.withoutEffect("include_system_ca_certs_pool", FOR_CLIENTS)
                                    .shaped(FieldType.bool()),
                            Field.withoutEffect("reload_interval", READ_ONCE).shaped(FieldType.duration()),
                            Field.withoutEffect("client_ca_file_reload", READ_ONCE)
                                    .shaped(FieldType.bool()),
                            Field.unsupported("curve_preferences", "the JDK's are used; leave it out")
                                    .shaped(FieldType.listOf(FieldType.string())),
                            Field.unsupported("tpm", "leave it out").shaped(FieldType.rawMap()))
                    .check((tls, context) -> {
                        boolean bothCertificates = context.isSet(CERT_FILE) && context.isSet(CERT_PEM);
                        boolean bothKeys = context.isSet(KEY_FILE) && context.isSet(KEY_PEM);
                        if (bothCertificates || bothKeys) {
                            context.error("provide certificate and key either as a file or as PEM, but not both");
                        }
                        if (tls.certificate().isEmpty() || tls.key().isEmpty()) {
                            context.error(
                                    "TLS configuration must include both certificate and key for server connections");
                        }
                        if (tls.versions().isEmpty()) {
                            context.error(MIN_VERSION, "min_version cannot be greater than max_version");
                        }
                    }),
            "tls",
            "Transport security; without it the endpoint takes plain text");

    private ServerFields() {}

    private static Map<String, String> versions(String byDefault) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("", byDefault);
        versions.put("1.2", "1.2");
        versions.put("1.3", "1.3");
        return versions;
    }

    private static ServerTls.Settings tls(Values v) {
        return new ServerTls.Settings(
                new PemSource(v.get(CERT_FILE), v.get(CERT_PEM)),
                new PemSource(v.get(KEY_FILE), v.get(KEY_PEM)),
                Optional.of(v.get(CLIENT_CA_FILE)).filter(file -> !file.isEmpty()),
                TlsSettings.versions(v.get(MIN_VERSION), v.get(MAX_VERSION)),
                v.get(CIPHER_SUITES));
    }

    static Field<String> endpoint(String byDefault) {
        return Field.string("endpoint", byDefault, "Where to listen, host:port; port 0 takes any free one");
    }
}
