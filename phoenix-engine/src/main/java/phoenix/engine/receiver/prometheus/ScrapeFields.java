package phoenix.engine.receiver.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Secret;
import phoenix.engine.net.TlsSettings;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Credentials;
import phoenix.engine.receiver.prometheus.ScrapeConfig.FileDiscovery;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Group;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Handling;

/** The fields of {@code scrape_configs}. */
final class ScrapeFields {
    private static final String NO_DISCOVERY = "targets come from static_configs and file_sd_configs only";
    private static final String NO_CERTIFICATE = "client certificates are not supported";
    private static final String NO_PROXY = "proxies are not supported";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KB|KiB|MB|MiB|GB|GiB)?");
    private static final List<String> SIZE_UNITS = List.of("B", "KB", "MB", "GB");

    /** What is written in one entry; the global section fills what is empty. */
    record Written(
            String jobName,
            Optional<Duration> interval,
            Optional<Duration> timeout,
            String metricsPath,
            String scheme,
            Map<String, List<String>> params,
            Handling handling,
            FormatFields formats,
            int nativeBucketsMax,
            double bucketFactorMin,
            List<Group> groups,
            List<FileDiscovery> files,
            List<RelabelRule> relabelRules,
            List<RelabelRule> metricRelabelRules,
            Optional<Credentials> credentials,
            TlsSettings tls,
            Limits limits) {
        ScrapeConfig with(PrometheusConfig.Global defaults) {
            Duration globalTimeout = defaults.timeout();
            Limits global = defaults.limits();
            Duration every = interval.orElse(defaults.interval());
            Duration within = timeout.orElse(globalTimeout.compareTo(every) < 0 ? globalTimeout : every);
            Limits merged = new Limits(
                    or(limits.samples(), global.samples()),
                    or(limits.targets(), global.targets()),
                    or(limits.labels(), global.labels()),
                    or(limits.labelNameLength(), global.labelNameLength()),
                    or(limits.labelValueLength(), global.labelValueLength()),
                    limits.bodyBytes() == 0 ? global.bodyBytes() : limits.bodyBytes());
            return new ScrapeConfig(
                    jobName,
                    every,
                    within,
                    metricsPath,
                    scheme,
                    params,
                    handling,
                    formats.resolve(defaults.formats(), nativeBucketsMax, FormatFields.schemaMax(bucketFactorMin)),
                    groups,
                    files,
                    relabelRules,
                    metricRelabelRules,
                    credentials,
                    tls,
                    merged);
        }

        private static int or(int own, int global) {
            return own == 0 ? global : own;
        }
    }

    static final Field<Optional<Duration>> INTERVAL = Field.optional(
            PromDuration.TYPE, "scrape_interval", "The time between two scrapes; 1m where none is given");
    static final Field<Optional<Duration>> TIMEOUT = Field.optional(
            PromDuration.TYPE, "scrape_timeout", "How long a scrape may take; 10s, or the interval if that is less");
    static final Field<String> JOB_NAME = Field.required(FieldType.text(), "job_name", "Becomes service.name");
    private static final Field<String> METRICS_PATH =
            Field.of(FieldType.text(), "metrics_path", "/metrics", "The path to fetch");
    private static final Field<String> SCHEME = Field.of(FieldType.text(), "scheme", "http", "http or https")
            .must(s -> s.matches("https?"), "be http or https");
    private static final Field<Map<String, List<String>>> PARAMS =
            Field.map(FieldType.listOf(FieldType.text()), "params", "Parameters of the query");
    private static final Field<Boolean> HONOR_LABELS = Field.bool(
            "honor_labels", false, "A label of the page wins over that of the target, which else makes it exported_");
    private static final Field<Boolean> HONOR_TIMESTAMPS =
            Field.bool("honor_timestamps", true, "Times of the page count");
    private static final Field<Boolean> TRACK_TIMESTAMPS =
            Field.bool("track_timestamps_staleness", false, "Series with times of their own are marked when they end");
    private static final Field<Boolean> COMPRESSION = Field.bool("enable_compression", true, "Asks for pages in gzip");
    private static final Field<Boolean> HTTP2 =
            Field.bool("enable_http2", true, "Over TLS, whether the target may choose HTTP/2");
    private static final Field<Boolean> EXTRA_METRICS =
            Field.bool("extra_scrape_metrics", false, "Three more metrics about each scrape");

    private static final Field<List<String>> TARGETS = Field.list(FieldType.text(), "targets", "host:port of each");
    private static final Field<Map<String, String>> GROUP_LABELS =
            Field.map(FieldType.text(), "labels", "Labels of all of them");
    static final ConfigSpec<Group> GROUP =
            ConfigSpec.of(v -> new Group(v.get(TARGETS), v.get(GROUP_LABELS)), TARGETS, GROUP_LABELS);
    private static final Field<List<Group>> STATIC_CONFIGS =
            Field.list(GROUP, "static_configs", "Targets that are given here");
    private static final Field<List<String>> FILES =
            Field.list(FieldType.text(), "files", "Paths; * stands for a part of the last step");
    private static final Field<Duration> REFRESH =
            Field.of(PromDuration.TYPE, "refresh_interval", Duration.ofMinutes(5), "How often they are read again");
    private static final Field<List<FileDiscovery>> FILE_SD_CONFIGS = Field.list(
            ConfigSpec.of(v -> new FileDiscovery(v.get(FILES), v.get(REFRESH)), FILES, REFRESH),
            "file_sd_configs",
            "Targets that stand in files of JSON or YAML");
    private static final Field<List<RelabelRule>> RELABEL =
            Field.list(RelabelRule.SPEC, "relabel_configs", "Rules for targets, before a scrape");
    private static final Field<List<RelabelRule>> METRIC_RELABEL =
            Field.list(RelabelRule.SPEC, "metric_relabel_configs", "Rules for series, after a scrape");

    private static final Field<String> USERNAME = Field.of(FieldType.text(), "username", "", "The user");
    private static final Field<Secret> PASSWORD =
            Field.of(FieldType.secret(), "password", new Secret(""), "The password; never logged");
    private static final Field<String> PASSWORD_FILE =
            Field.of(FieldType.text(), "password_file", "", "Where the password stands; read at each scrape");
    private static final Field<Optional<Credentials>> BASIC_AUTH = Field.optional(
            ConfigSpec.of(
                    v -> new Credentials("Basic", v.get(PASSWORD), v.get(PASSWORD_FILE), Optional.of(v.get(USERNAME))),
                    USERNAME,
                    PASSWORD,
                    PASSWORD_FILE,
                    Field.unsupported("username_file", "use username"),
                    Field.unsupported("username_ref", "use username"),
                    Field.unsupported("password_ref", "use password")),
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
                            v.get(AUTH_TYPE), v.get(CREDENTIALS), v.get(CREDENTIALS_FILE), Optional.empty()),
                    AUTH_TYPE,
                    CREDENTIALS,
                    CREDENTIALS_FILE,
                    Field.unsupported("credentials_ref", "use credentials")),
            "authorization",
            "A token");
    private static final Field<String> CA = Field.of(FieldType.text(), "ca", "", "The authorities to trust, as PEM");
    private static final Field<String> CA_FILE = Field.of(FieldType.text(), "ca_file", "", "A PEM file with them");
    private static final Field<Boolean> SKIP_VERIFY = Field.bool("insecure_skip_verify", false, "Take any certificate");
    private static final Field<String> SERVER_NAME =
            Field.of(FieldType.text(), "server_name", "", "The name to verify");
    private static final Field<String> MIN_VERSION = Field.of(
            FieldType.choice(Map.of("TLS12", "TLSv1.2", "TLS13", "TLSv1.3")),
            "min_version",
            "TLSv1.2",
            "The oldest version of TLS: TLS12 or TLS13");
    private static final Field<TlsSettings> TLS = Field.nested(
            ConfigSpec.of(
                    v -> new TlsSettings(
                            false,
                            v.get(SKIP_VERIFY),
                            Optional.of(v.get(CA_FILE)).filter(s -> !s.isEmpty()),
                            Optional.of(v.get(CA)).filter(s -> !s.isEmpty()),
                            false,
                            v.get(MIN_VERSION),
                            v.get(SERVER_NAME)),
                    CA,
                    CA_FILE,
                    SKIP_VERIFY,
                    SERVER_NAME,
                    MIN_VERSION,
                    Field.unsupported("cert", NO_CERTIFICATE),
                    Field.unsupported("cert_file", NO_CERTIFICATE),
                    Field.unsupported("key", NO_CERTIFICATE),
                    Field.unsupported("key_file", NO_CERTIFICATE),
                    Field.unsupported("max_version", "the newest version that both sides have is used")),
            "tls_config",
            "Transport security");

    private static final Field<Integer> SAMPLE_LIMIT = limit("sample_limit", "More samples fail the scrape");
    private static final Field<Integer> TARGET_LIMIT = limit("target_limit", "More targets fail all of them");
    private static final Field<Integer> LABEL_LIMIT = limit("label_limit", "More labels fail the scrape");
    private static final Field<Integer> LABEL_NAME_LIMIT = limit("label_name_length_limit", "A longer name fails it");
    private static final Field<Integer> LABEL_VALUE_LIMIT =
            limit("label_value_length_limit", "A longer value fails it");
    private static final Field<Integer> NATIVE_BUCKETS =
            limit("native_histogram_bucket_limit", "Native histograms of more buckets are made coarser, or fail it");
    private static final Field<Double> BUCKET_FACTOR_MIN = Field.float64(
            "native_histogram_min_bucket_factor", 0, "Native histograms whose buckets are finer are made coarser");
    private static final Field<Long> BODY_SIZE_LIMIT = Field.of(
            FieldType.text().as("size", ScrapeFields::size, String::valueOf),
            "body_size_limit",
            0L,
            "A larger page fails the scrape, for example 10MB");
    static final Field<Limits> LIMITS = Field.inline(ConfigSpec.of(
            v -> new Limits(
                    v.get(SAMPLE_LIMIT),
                    v.get(TARGET_LIMIT),
                    v.get(LABEL_LIMIT),
                    v.get(LABEL_NAME_LIMIT),
                    v.get(LABEL_VALUE_LIMIT),
                    v.get(BODY_SIZE_LIMIT)),
            SAMPLE_LIMIT,
            TARGET_LIMIT,
            LABEL_LIMIT,
            LABEL_NAME_LIMIT,
            LABEL_VALUE_LIMIT,
            BODY_SIZE_LIMIT));

    static final ConfigSpec<Written> SPEC = ConfigSpec.of(
                    v -> new Written(
                            v.get(JOB_NAME),
                            v.get(INTERVAL),
                            v.get(TIMEOUT),
                            v.get(METRICS_PATH),
                            v.get(SCHEME),
                            v.get(PARAMS),
                            new Handling(
                                    v.get(HONOR_LABELS),
                                    v.get(HONOR_TIMESTAMPS),
                                    v.get(TRACK_TIMESTAMPS),
                                    v.get(COMPRESSION),
                                    v.get(HTTP2),
                                    v.get(EXTRA_METRICS)),
                            v.get(FormatFields.ALL),
                            v.get(NATIVE_BUCKETS),
                            v.get(BUCKET_FACTOR_MIN),
                            v.get(STATIC_CONFIGS),
                            v.get(FILE_SD_CONFIGS),
                            v.get(RELABEL),
                            v.get(METRIC_RELABEL),
                            v.get(BASIC_AUTH).or(() -> v.get(AUTHORIZATION)),
                            v.get(TLS),
                            v.get(LIMITS)),
                    JOB_NAME,
                    INTERVAL,
                    TIMEOUT,
                    METRICS_PATH,
                    SCHEME,
                    PARAMS,
                    HONOR_LABELS,
                    HONOR_TIMESTAMPS,
                    TRACK_TIMESTAMPS,
                    COMPRESSION,
                    HTTP2,
                    EXTRA_METRICS,
                    FormatFields.ALL,
                    NATIVE_BUCKETS,
                    BUCKET_FACTOR_MIN,
                    STATIC_CONFIGS,
                    FILE_SD_CONFIGS,
                    RELABEL,
                    METRIC_RELABEL,
                    BASIC_AUTH,
                    AUTHORIZATION,
                    TLS,
                    LIMITS,
                    Field.unsupported("kubernetes_sd_configs", NO_DISCOVERY),
                    Field.unsupported("dns_sd_configs", NO_DISCOVERY),
                    Field.unsupported("consul_sd_configs", NO_DISCOVERY),
                    Field.unsupported("ec2_sd_configs", NO_DISCOVERY),
                    Field.unsupported("gce_sd_configs", NO_DISCOVERY),
                    Field.unsupported("azure_sd_configs", NO_DISCOVERY),
                    Field.unsupported("docker_sd_configs", NO_DISCOVERY),
                    Field.unsupported("http_sd_configs", NO_DISCOVERY),
                    Field.unsupported("openstack_sd_configs", NO_DISCOVERY),
                    Field.withoutEffect("fallback_scrape_protocol", "a page of another type is read as text 0.0.4"),
                    Field.withoutEffect("keep_dropped_targets", "targets that are dropped are not kept"),
                    Field.withoutEffect("metric_name_validation_scheme", "names in UTF-8 are taken"),
                    Field.withoutEffect("metric_name_escaping_scheme", "names in UTF-8 are asked for"),
                    Field.withoutEffect("follow_redirects", "a redirect fails the scrape: it would take a token along"),
                    Field.unsupported("scrape_failure_log_file", "failures go to the log"),
                    Field.unsupported("bearer_token", "use authorization.credentials"),
                    Field.unsupported("bearer_token_file", "use authorization.credentials_file"),
                    Field.unsupported("oauth2", "use authorization"),
                    Field.unsupported("http_headers", "use authorization or basic_auth"),
                    Field.unsupported("proxy_url", NO_PROXY),
                    Field.unsupported("no_proxy", NO_PROXY),
                    Field.unsupported("proxy_from_environment", NO_PROXY),
                    Field.unsupported("proxy_connect_header", NO_PROXY))
            .check(ScrapeFields::check);

    private ScrapeFields() {}

    private static Field<Integer> limit(String name, String doc) {
        return Field.int32(name, 0, doc + "; 0 is no limit").atLeast(0);
    }

    private static Long size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a size such as 10MB");
        }
        String unit = matcher.group(2) == null
                ? "B"
                : matcher.group(2).replace("i", "").toUpperCase(Locale.ROOT);
        return Long.parseLong(matcher.group(1)) << (10 * SIZE_UNITS.indexOf(unit));
    }

    private static void check(Written config, CheckContext context) {
        if (config.interval().isPresent()
                && config.timeout().isPresent()
                && config.timeout().get().compareTo(config.interval().get()) > 0) {
            context.error(TIMEOUT, "must not be more than scrape_interval");
        }
        if (context.isSet(BASIC_AUTH) && context.isSet(AUTHORIZATION)) {
            context.error(AUTHORIZATION, "cannot be used together with basic_auth");
        }
        for (Group group : config.groups()) {
            for (String target : group.targets()) {
                if (target.contains("/")) {
                    context.error(
                            STATIC_CONFIGS,
                            "\"" + target + "\" is not a valid host:port; the path goes into metrics_path");
                }
            }
        }
    }
}
