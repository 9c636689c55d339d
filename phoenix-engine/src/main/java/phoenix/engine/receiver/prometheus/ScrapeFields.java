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
import phoenix.engine.receiver.prometheus.ScrapeConfig.FileDiscovery;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Group;
import phoenix.engine.receiver.prometheus.ScrapeConfig.Handling;

/** The fields of {@code scrape_configs}. */
final class ScrapeFields {
    private static final String NO_DISCOVERY = "targets come from static_configs and file_sd_configs only";
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
            ScrapeProtocol fallback,
            int nativeBucketsMax,
            double bucketFactorMin,
            List<Group> groups,
            List<FileDiscovery> files,
            List<RelabelRule> relabelRules,
            List<RelabelRule> metricRelabelRules,
            TargetClient client,
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
                    formats.resolve(
                            defaults.formats(), fallback, nativeBucketsMax, FormatFields.schemaMax(bucketFactorMin)),
                    groups,
                    files,
                    relabelRules,
                    metricRelabelRules,
                    client,
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

    private static final Field<ScrapeProtocol> FALLBACK = Field.of(
            FieldType.choice(ScrapeProtocol.BY_NAME),
            "fallback_scrape_protocol",
            ScrapeProtocol.TEXT_0,
            "How a page is read whose type is missing or unknown");

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
                                    v.get(EXTRA_METRICS)),
                            v.get(FormatFields.ALL),
                            v.get(FALLBACK),
                            v.get(NATIVE_BUCKETS),
                            v.get(BUCKET_FACTOR_MIN),
                            v.get(STATIC_CONFIGS),
                            v.get(FILE_SD_CONFIGS),
                            v.get(RELABEL),
                            v.get(METRIC_RELABEL),
                            v.get(TargetClientFields.ALL),
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
                    EXTRA_METRICS,
                    FormatFields.ALL,
                    FALLBACK,
                    NATIVE_BUCKETS,
                    BUCKET_FACTOR_MIN,
                    STATIC_CONFIGS,
                    FILE_SD_CONFIGS,
                    RELABEL,
                    METRIC_RELABEL,
                    TargetClientFields.ALL,
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
                    Field.withoutEffect("keep_dropped_targets", "targets that are dropped are not kept"),
                    Field.withoutEffect("metric_name_validation_scheme", "names in UTF-8 are taken"),
                    Field.withoutEffect("metric_name_escaping_scheme", "names in UTF-8 are asked for"),
                    Field.unsupported("scrape_failure_log_file", "failures go to the log"))
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
