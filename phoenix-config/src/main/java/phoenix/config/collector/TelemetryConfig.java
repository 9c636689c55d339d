package phoenix.config.collector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/**
 * What a collector says about itself: {@code service::telemetry}.
 *
 * @param listeners where own metrics are served; empty when switched off. Default {@code localhost:8888}
 * @param logLevel the least important log record that is shown
 */
public record TelemetryConfig(Level level, List<Listener> listeners, LogLevel logLevel) {

    /** How much own telemetry there is. */
    public enum Level {
        NONE,
        BASIC,
        NORMAL,
        DETAILED
    }

    /** Levels of the own log, the least important first. */
    public enum LogLevel {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** A Prometheus endpoint of own metrics. */
    public record Listener(String host, long port) {}

    private static final Listener DEFAULT_LISTENER = new Listener("localhost", 8888);

    private static final Field<Level> LEVEL =
            Field.of(FieldType.choiceIgnoringCase(Level.class), "level", Level.NORMAL, "How much is measured");
    private static final Field<Optional<List<YamlNode>>> READERS =
            Field.optional(FieldType.listOf(FieldType.raw()), "readers", "How own metrics are read or sent");
    private static final ConfigSpec<TelemetryConfig> METRICS = ConfigSpec.of(
                    v -> of(v.get(LEVEL), v.get(READERS)),
                    LEVEL,
                    READERS,
                    Field.withoutEffect("views", "own metrics are shown as they are"),
                    Field.removed(
                            "address", "use readers: - pull: {exporter: {prometheus: {host: localhost, port: 8888}}}"))
            .check((config, context) -> {
                if (context.isSet(READERS)
                        && config.level() != Level.NONE
                        && config.listeners().isEmpty()) {
                    context.withoutEffect(
                            READERS,
                            "own metrics go nowhere",
                            "they are served to Prometheus only: - pull: {exporter: {prometheus: {host: localhost,"
                                    + " port: 8888}}}");
                }
            });
    private static final Field<TelemetryConfig> METRICS_FIELD = Field.nested(METRICS, "metrics", "Own metrics");
    private static final Field<LogLevel> LOG_LEVEL = Field.of(
            FieldType.choiceIgnoringCase(LogLevel.class), "level", LogLevel.INFO, "The least important log record");
    private static final ConfigSpec<Boolean> SAMPLING = ConfigSpec.of(
            values -> true,
            Field.bool("enabled", true, "Whether equal messages are left out"),
            Field.duration("tick", Duration.ofSeconds(10), "The time they are counted in"),
            Field.int64("initial", 10, "Those that are shown in each"),
            Field.int64("thereafter", 100, "Beyond those, every how many-th is shown"));
    private static final Field<LogLevel> LOGS_FIELD = Field.nested(
            ConfigSpec.of(
                    v -> v.get(LOG_LEVEL),
                    LOG_LEVEL,
                    withoutEffect("development", FieldType.bool()),
                    withoutEffect("encoding", FieldType.string()),
                    withoutEffect("disable_caller", FieldType.bool()),
                    withoutEffect("disable_stacktrace", FieldType.bool()),
                    withoutEffect("disable_zap_resource", FieldType.bool()),
                    withoutEffect("sampling", FieldType.nested(SAMPLING)),
                    withoutEffect("output_paths", FieldType.listOf(FieldType.string())),
                    withoutEffect("error_output_paths", FieldType.listOf(FieldType.string())),
                    withoutEffect("initial_fields", FieldType.rawMap()),
                    withoutEffect("processors", FieldType.listOf(FieldType.rawMap()))),
            "logs",
            "Own logs");

    private static final ConfigSpec<Boolean> TRACES = ConfigSpec.of(
            values -> true,
            Field.of(FieldType.choiceIgnoringCase(Level.class), "level", Level.NORMAL, "How much is traced"),
            Field.list(FieldType.string(), "propagators", "How the context of a trace travels"),
            Field.list(FieldType.rawMap(), "processors", "Where traces go"),
            Field.optional(FieldType.rawMap(), "sampler", "Which traces are kept"),
            Field.optional(FieldType.rawMap(), "limits", "Sizes of spans"));

    static final ConfigSpec<TelemetryConfig> SPEC = ConfigSpec.of(
            v -> new TelemetryConfig(
                    v.get(METRICS_FIELD).level(), v.get(METRICS_FIELD).listeners(), v.get(LOGS_FIELD)),
            METRICS_FIELD,
            LOGS_FIELD,
            Field.withoutEffect("traces", "Phoenix makes no traces of its own").shaped(FieldType.nested(TRACES)),
            Field.withoutEffect("resource", "own telemetry has its own service.name, version and instance")
                    .shaped(FieldType.rawMap()));

    private static Field<Boolean> withoutEffect(String name, FieldType<?> shape) {
        return Field.withoutEffect(name, "the log has one form: a line each on standard error")
                .shaped(shape);
    }

    private static TelemetryConfig of(Level level, Optional<List<YamlNode>> readers) {
        if (level == Level.NONE) {
            return new TelemetryConfig(level, List.of(), LogLevel.INFO);
        }
        List<Listener> listeners = readers.map(all -> all.stream()
                        .map(reader -> reader.at("pull", "exporter", "prometheus"))
                        .flatMap(Optional::stream)
                        .map(TelemetryConfig::listener)
                        .toList())
                .orElse(List.of(DEFAULT_LISTENER));
        return new TelemetryConfig(level, listeners, LogLevel.INFO);
    }

    private static Listener listener(YamlNode prometheus) {
        String host = prometheus
                .get("host")
                .flatMap(n -> n instanceof YamlScalar s ? s.asString() : Optional.empty())
                .orElse(DEFAULT_LISTENER.host());
        long port = prometheus
                .get("port")
                .map(n -> n instanceof YamlScalar s && s.value() instanceof Long l ? l : 0L)
                .orElse(DEFAULT_LISTENER.port());
        return new Listener(host, port);
    }
}
