package phoenix.engine.receiver.prometheus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Secret;
import phoenix.engine.net.PemSource;
import phoenix.engine.net.TlsSettings;
import phoenix.engine.receiver.prometheus.TargetClient.Credentials;
import phoenix.engine.receiver.prometheus.TargetClient.HeaderValues;

/** The fields of {@code scrape_configs} about the client: Prometheus' {@code HTTPClientConfig}. */
final class TargetClientFields {
    private static final String NO_PROXY = "proxies are not supported";
    private static final String NO_REFERENCE = "there is no secret manager";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** What Prometheus sends itself, or has fields for. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "content-encoding",
            "content-length",
            "content-type",
            "host",
            "user-agent",
            "x-prometheus-scrape-timeout-seconds");

    private static final Field<String> USERNAME = Field.of(FieldType.text(), "username", "", "The user");
    private static final Field<String> USERNAME_FILE =
            Field.of(FieldType.text(), "username_file", "", "Where the user stands; read at each scrape");
    private static final Field<Secret> PASSWORD =
            Field.of(FieldType.secret(), "password", new Secret(""), "The password; never logged");
    private static final Field<String> PASSWORD_FILE =
            Field.of(FieldType.text(), "password_file", "", "Where the password stands; read at each scrape");
    private static final Field<Optional<Credentials>> BASIC_AUTH = Field.optional(
            ConfigSpec.of(
                            v -> new Credentials(
                                    "Basic",
                                    v.get(PASSWORD),
                                    v.get(PASSWORD_FILE),
                                    Optional.of(v.get(USERNAME)),
                                    v.get(USERNAME_FILE)),
                            USERNAME,
                            USERNAME_FILE,
                            PASSWORD,
                            PASSWORD_FILE,
                            Field.unsupported("username_ref", NO_REFERENCE),
                            Field.unsupported("password_ref", NO_REFERENCE))
                    .check((given, context) -> {
                        atMostOne(USERNAME, USERNAME_FILE, context);
                        atMostOne(PASSWORD, PASSWORD_FILE, context);
                    }),
            "basic_auth",
            "User and password");

    private static final Field<String> AUTH_TYPE =
            Field.of(FieldType.text(), "type", "Bearer", "The scheme of the credentials");
    private static final Field<Secret> CREDENTIALS =
            Field.of(FieldType.secret(), "credentials", new Secret(""), "The token; never logged");
    private static final Field<String> CREDENTIALS_FILE =
            Field.of(FieldType.text(), "credentials_file", "", "Where the token stands; read at each scrape");
    private static final Field<Optional<Credentials>> AUTHORIZATION = Field.optional(
            ConfigSpec.of(
                            v -> new Credentials(
                                    v.get(AUTH_TYPE),
                                    v.get(CREDENTIALS),
                                    v.get(CREDENTIALS_FILE),
                                    Optional.empty(),
                                    ""),
                            AUTH_TYPE,
                            CREDENTIALS,
                            CREDENTIALS_FILE,
                            Field.unsupported("credentials_ref", NO_REFERENCE))
                    .check((given, context) -> atMostOne(CREDENTIALS, CREDENTIALS_FILE, context)),
            "authorization",
            "A token");
    private static final Field<Secret> BEARER_TOKEN =
            Field.of(FieldType.secret(), "bearer_token", new Secret(""), "The older form of authorization.credentials");
    private static final Field<String> BEARER_TOKEN_FILE =
            Field.of(FieldType.text(), "bearer_token_file", "", "The older form of authorization.credentials_file");

    private static final Field<List<String>> VALUES = Field.list(FieldType.text(), "values", "Values that are shown");
    private static final Field<List<Secret>> SECRETS =
            Field.list(FieldType.secret(), "secrets", "Values that are never logged");
    private static final Field<List<String>> HEADER_FILES =
            Field.list(FieldType.text(), "files", "Where values stand; read at each scrape");
    private static final Field<Map<String, HeaderValues>> HEADERS = Field.map(
            FieldType.nested(ConfigSpec.of(
                    v -> new HeaderValues(v.get(VALUES), v.get(SECRETS), v.get(HEADER_FILES)),
                    VALUES,
                    SECRETS,
                    HEADER_FILES)),
            "http_headers",
            "More headers, by name");

    private static final Field<String> CA = Field.of(FieldType.text(), "ca", "", "The authorities to trust, as PEM");
    private static final Field<String> CA_FILE = Field.of(FieldType.text(), "ca_file", "", "A PEM file with them");
    private static final Field<String> CERT =
            Field.of(FieldType.text(), "cert", "", "The client's certificate, as PEM");
    private static final Field<String> CERT_FILE = Field.of(FieldType.text(), "cert_file", "", "A PEM file with it");
    private static final Field<Secret> KEY =
            Field.of(FieldType.secret(), "key", new Secret(""), "Its private key, as PEM");
    private static final Field<String> KEY_FILE = Field.of(FieldType.text(), "key_file", "", "A PEM file with it");
    private static final Field<Boolean> SKIP_VERIFY = Field.bool("insecure_skip_verify", false, "Take any certificate");
    private static final Field<String> SERVER_NAME =
            Field.of(FieldType.text(), "server_name", "", "The name to verify");
    private static final Map<String, String> VERSIONS = Map.of("TLS12", "1.2", "TLS13", "1.3");
    private static final Field<String> MIN_VERSION =
            Field.of(FieldType.choice(VERSIONS), "min_version", "1.2", "The oldest version of TLS: TLS12 or TLS13");
    private static final Field<String> MAX_VERSION =
            Field.of(FieldType.choice(VERSIONS), "max_version", "1.3", "The newest version of TLS: TLS12 or TLS13");
    private static final Field<TlsSettings> TLS = Field.nested(
            ConfigSpec.of(
                            v -> new TlsSettings(
                                    false,
                                    v.get(SKIP_VERIFY),
                                    Optional.of(v.get(CA_FILE)).filter(s -> !s.isEmpty()),
                                    Optional.of(v.get(CA)).filter(s -> !s.isEmpty()),
                                    false,
                                    identity(
                                            new PemSource(v.get(CERT_FILE), new Secret(v.get(CERT))),
                                            new PemSource(v.get(KEY_FILE), v.get(KEY))),
                                    TlsSettings.versions(v.get(MIN_VERSION), v.get(MAX_VERSION)),
                                    v.get(SERVER_NAME)),
                            CA,
                            CA_FILE,
                            CERT,
                            CERT_FILE,
                            KEY,
                            KEY_FILE,
                            SKIP_VERIFY,
                            SERVER_NAME,
                            MIN_VERSION,
                            MAX_VERSION)
                    .check(TargetClientFields::checkTls),
            "tls_config",
            "Transport security");

    private static final Field<Boolean> FOLLOW_REDIRECTS =
            Field.bool("follow_redirects", true, "Fetches the page from where the target says it is");
    private static final Field<Boolean> HTTP2 =
            Field.bool("enable_http2", true, "Over TLS, whether the target may choose HTTP/2");

    /** Inline. */
    static final Field<TargetClient> ALL = Field.inline(ConfigSpec.of(
                    v -> new TargetClient(
                            v.get(BASIC_AUTH)
                                    .or(() -> v.get(AUTHORIZATION))
                                    .or(() -> bearer(v.get(BEARER_TOKEN), v.get(BEARER_TOKEN_FILE))),
                            v.get(HEADERS),
                            v.get(TLS),
                            v.get(FOLLOW_REDIRECTS),
                            v.get(HTTP2)),
                    BASIC_AUTH,
                    AUTHORIZATION,
                    BEARER_TOKEN,
                    BEARER_TOKEN_FILE,
                    HEADERS,
                    TLS,
                    FOLLOW_REDIRECTS,
                    HTTP2,
                    Field.unsupported("oauth2", "use authorization"),
                    Field.unsupported("proxy_url", NO_PROXY),
                    Field.unsupported("no_proxy", NO_PROXY),
                    Field.unsupported("proxy_from_environment", NO_PROXY),
                    Field.unsupported("proxy_connect_header", NO_PROXY))
            .check(TargetClientFields::check));

    private TargetClientFields() {}

    private static Optional<Credentials> bearer(Secret token, String file) {
        return token.isEmpty() && file.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials("Bearer", token, file, Optional.empty(), ""));
    }

    private static Optional<TlsSettings.Identity> identity(PemSource certificate, PemSource key) {
        return certificate.isEmpty() && key.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsSettings.Identity(certificate, key));
    }

    private static void atMostOne(Field<?> first, Field<?> second, CheckContext context) {
        if (context.isSet(first) && context.isSet(second)) {
            context.error(second, "cannot be used together with " + first.name());
        }
    }

    private static void checkTls(TlsSettings tls, CheckContext context) {
        atMostOne(CA, CA_FILE, context);
        atMostOne(CERT, CERT_FILE, context);
        atMostOne(KEY, KEY_FILE, context);
        tls.identity()
                .filter(own -> own.certificate().isEmpty() || own.key().isEmpty())
                .ifPresent(_ -> context.error("a client certificate and its key must be given together"));
        if (tls.versions().isEmpty()) {
            context.error(MAX_VERSION, "must not be older than min_version");
        }
    }

    private static void check(TargetClient client, CheckContext context) {
        List<Field<?>> given = List.<Field<?>>of(BASIC_AUTH, AUTHORIZATION, BEARER_TOKEN, BEARER_TOKEN_FILE).stream()
                .filter(context::isSet)
                .toList();
        if (given.size() > 1) {
            context.error(
                    given.get(1),
                    "cannot be used together with " + given.getFirst().name());
        }
        client.headers().forEach((name, values) -> {
            if (!NAME.matcher(name).matches() || RESERVED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                context.error(HEADERS, "\"" + name + "\" is no name of a header that may be set here");
            }
        });
    }
}
