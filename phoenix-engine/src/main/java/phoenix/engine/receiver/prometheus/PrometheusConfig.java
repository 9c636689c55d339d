package phoenix.engine.receiver.prometheus;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/** What a user writes. */
public record PrometheusConfig(List<ScrapeConfig> scrapes, Map<String, String> externalLabels, Duration initialOffset) {
    private static final Duration INTERVAL_DEFAULT = Duration.ofMinutes(1);
    private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);
    private static final String NOT_A_SERVER = "the Collector refuses it too: this is a receiver, not a Prometheus";

    /** What holds for all entries that do not say otherwise. */
    record Global(
            Duration interval,
            Duration timeout,
            Map<String, String> externalLabels,
            Limits limits,
            FormatFields formats) {}

    /** @param elsewhere whether there are files that say what to scrape */
    private record Inner(Global global, List<ScrapeFields.Written> scrapes, boolean elsewhere) {}

    private static final Field<Map<String, String>> EXTERNAL_LABELS =
            Field.map(FieldType.text(), "external_labels", "Labels of every series; they win over its own");
    private static final Field<Global> GLOBAL = Field.nested(
            ConfigSpec.of(
                    v -> new Global(
                            v.get(ScrapeFields.INTERVAL).orElse(INTERVAL_DEFAULT),
                            v.get(ScrapeFields.TIMEOUT)
                                    .orElse(shorter(v.get(ScrapeFields.INTERVAL).orElse(INTERVAL_DEFAULT))),
                            v.get(EXTERNAL_LABELS),
                            v.get(ScrapeFields.LIMITS),
                            v.get(FormatFields.ALL)),
                    ScrapeFields.INTERVAL,
                    ScrapeFields.TIMEOUT,
                    EXTERNAL_LABELS,
                    ScrapeFields.LIMITS,
                    FormatFields.ALL,
                    Field.withoutEffect("evaluation_interval", "there are no rules"),
                    Field.withoutEffect("rule_query_offset", "there are no rules"),
                    Field.withoutEffect("query_log_file", "there are no queries"),
                    Field.withoutEffect("metric_name_validation_scheme", "names in UTF-8 are taken"),
                    Field.withoutEffect("metric_name_escaping_scheme", "names in UTF-8 are asked for"),
                    Field.withoutEffect("keep_dropped_targets", "targets that are dropped are not kept"),
                    Field.unsupported("extra_scrape_metrics", "set it in each of scrape_configs"),
                    Field.unsupported("scrape_failure_log_file", "failures go to the log")),
            "global",
            "For every entry of scrape_configs that does not say otherwise");
    private static final Field<List<ScrapeFields.Written>> SCRAPE_CONFIGS =
            Field.list(ScrapeFields.SPEC, "scrape_configs", "What to scrape");
    private static final Field<Boolean> SCRAPE_CONFIG_FILES = Field.unsupported(
                    "scrape_config_files", "write them into scrape_configs, or merge them with --config")
            .shaped(FieldType.listOf(FieldType.text()));
    private static final ConfigSpec<Inner> INNER = ConfigSpec.of(
                    v -> new Inner(v.get(GLOBAL), v.get(SCRAPE_CONFIGS), v.isSet(SCRAPE_CONFIG_FILES)),
                    GLOBAL,
                    SCRAPE_CONFIGS,
                    SCRAPE_CONFIG_FILES,
                    Field.unsupported("remote_write", NOT_A_SERVER),
                    Field.unsupported("remote_read", NOT_A_SERVER),
                    Field.unsupported("rule_files", NOT_A_SERVER),
                    Field.unsupported("alerting", NOT_A_SERVER),
                    Field.withoutEffect("runtime", "it is about the Go runtime"),
                    Field.withoutEffect("storage", "there is none"),
                    Field.withoutEffect("tracing", "there is none"),
                    Field.withoutEffect("otlp", "metrics are not stored here"))
            .check(PrometheusConfig::check);
    private static final Field<Optional<Inner>> CONFIG =
            Field.optional(INNER, "config", "A configuration of Prometheus");
    private static final Field<Duration> INITIAL_OFFSET = Field.duration(
                    "initial_scrape_offset", Duration.ZERO, "Added to the wait before the first scrape")
            .atLeast(Duration.ZERO);
    private static final Field<Boolean> TRIM_SUFFIXES = Field.bool(
                    "trim_metric_suffixes", false, "Only false: names stay as the page has them")
            .mustHere(value -> !value, "be false: names stay as the page has them; use the transform processor");
    private static final Field<Boolean> SCRAPE_ON_SHUTDOWN = Field.bool(
                    "scrape_on_shutdown", false, "Only false: there is no scrape at the end")
            .mustHere(value -> !value, "be false: there is no scrape at the end");

    private static final Field<Boolean> TARGET_ALLOCATOR = Field.unsupported(
                    "target_allocator", "targets come from static_configs and file_sd_configs only")
            .shaped(FieldType.rawMap());

    static final ConfigSpec<PrometheusConfig> SPEC = ConfigSpec.of(
                    v -> new PrometheusConfig(
                            v.get(CONFIG)
                                    .map(inner -> inner.scrapes().stream()
                                            .map(scrape -> scrape.with(inner.global()))
                                            .toList())
                                    .orElse(List.of()),
                            v.get(CONFIG)
                                    .map(inner -> inner.global().externalLabels())
                                    .orElse(Map.of()),
                            v.get(INITIAL_OFFSET)),
                    CONFIG,
                    INITIAL_OFFSET,
                    TRIM_SUFFIXES,
                    SCRAPE_ON_SHUTDOWN,
                    Field.withoutEffect("discovery_reload_on_startup", "targets are read at the start anyway"),
                    TARGET_ALLOCATOR,
                    Field.unsupported("api_server", "there is none"))
            .check((config, context) -> {
                boolean elsewhere = context.value(CONFIG).map(Inner::elsewhere).orElse(false);
                if (config.scrapes().isEmpty() && !elsewhere && !context.isSet(TARGET_ALLOCATOR)) {
                    context.missing(CONFIG, "there is nothing to scrape without config.scrape_configs");
                }
            });

    private static Duration shorter(Duration interval) {
        return interval.compareTo(TIMEOUT_DEFAULT) < 0 ? interval : TIMEOUT_DEFAULT;
    }

    private static void check(Inner config, CheckContext context) {
        Set<String> names = new HashSet<>();
        for (ScrapeFields.Written scrape : config.scrapes()) {
            if (!names.add(scrape.jobName())) {
                context.error(
                        SCRAPE_CONFIGS, "found multiple scrape configs with job name \"" + scrape.jobName() + "\"");
            }
            ScrapeConfig merged = scrape.with(config.global());
            if (merged.timeout().compareTo(merged.interval()) > 0) {
                context.error(
                        SCRAPE_CONFIGS, "scrape timeout greater than scrape interval of \"" + scrape.jobName() + "\"");
            }
        }
    }
}
