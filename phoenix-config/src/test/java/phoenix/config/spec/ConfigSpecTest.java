package phoenix.config.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;

class ConfigSpecTest {
    enum Mode {
        IGNORE,
        PROPAGATE
    }

    record Server(String endpoint, int bufferBytes) {}

    record Rule(String key, AnyValue value) {}

    record Config(
            Duration timeout,
            int size,
            Mode mode,
            Map<String, Secret> headers,
            Optional<Server> grpc,
            Optional<Server> queue,
            List<Rule> rules,
            List<String> keys,
            Located<String> statement) {}

    static final Field<String> ENDPOINT = Field.required(FieldType.string(), "endpoint", "host:port to listen on");
    static final Field<Integer> BUFFER = Field.int32("buffer", 10, "Bytes").alias("buffer_size");
    static final Field<String> HOST = Field.string("endpoint", "localhost:4317", "host:port");
    static final ConfigSpec<Server> SERVER = ConfigSpec.of(v -> new Server(v.get(HOST), v.get(BUFFER)), HOST, BUFFER);

    static final Field<String> KEY = Field.required(FieldType.string(), "key", "Name of the attribute");
    static final Field<AnyValue> VALUE = Field.of(FieldType.any(), "value", new AnyValue.Nothing(), "Its value");
    static final ConfigSpec<Rule> RULE = ConfigSpec.of(v -> new Rule(v.get(KEY), v.get(VALUE)), KEY, VALUE);

    static final Field<Duration> TIMEOUT = Field.duration("timeout", Duration.ofMillis(200), "How long it may wait");
    static final Field<Integer> SIZE =
            Field.int32("size", 8, "Points").atLeast(0).atMost(100);
    static final Field<Mode> MODE = Field.choice("mode", Mode.IGNORE, "What an error does");
    static final Field<Map<String, Secret>> HEADERS =
            Field.of(FieldType.mapOrPairs(FieldType.secret()), "headers", Map.of(), "Headers");
    static final Field<Optional<Server>> GRPC = Field.optional(SERVER, "grpc", "gRPC server");
    static final Field<Optional<Server>> QUEUE = Field.switched(SERVER, "queue", true, "Queue");
    static final Field<List<Rule>> RULES = Field.list(RULE, "rules", "Rules");
    static final Field<List<String>> KEYS = Field.list(FieldType.string(), "keys", "Keys");
    static final Field<Located<String>> STATEMENT = Field.of(
            FieldType.located(FieldType.string()), "statement", new Located<>("", YamlNodes.nowhere()), "A statement");
    static final ConfigSpec<Config> SPEC = ConfigSpec.of(
                    v -> new Config(
                            v.get(TIMEOUT),
                            v.get(SIZE),
                            v.get(MODE),
                            v.get(HEADERS),
                            v.get(GRPC),
                            v.get(QUEUE),
                            v.get(RULES),
                            v.get(KEYS),
                            v.get(STATEMENT)),
                    TIMEOUT,
                    SIZE,
                    MODE,
                    HEADERS,
                    GRPC,
                    QUEUE,
                    RULES,
                    KEYS,
                    STATEMENT,
                    Field.unsupported("storage", "the queue is kept in memory"),
                    Field.withoutEffect("num_consumers", "threads are not counted here"))
            .check((config, context) -> {
                if (config.size() == 13) {
                    context.error(SIZE, "must not be 13", "take 12");
                }
            });

    private final Diagnostics diagnostics = new Diagnostics();

    private Optional<Config> decode(String yaml) {
        YamlNode node = new YamlReader(diagnostics).read("c.yaml", yaml).orElseThrow();
        return SPEC.decode(node, "processors::demo", diagnostics);
    }

    private Config sound(String yaml) {
        Config config = decode(yaml).orElseThrow(() -> new AssertionError(DiagnosticRenderer.text(diagnostics)));
        assertThat(diagnostics.all()).isEmpty();
        return config;
    }

    private String refused(String yaml) {
        assertThat(decode(yaml)).isEmpty();
        return DiagnosticRenderer.text(diagnostics);
    }

    @Test
    void nothingGivenMeansDefaults() {
        Config config = sound("");

        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.grpc()).isEmpty();
        assertThat(config.queue()).contains(new Server("localhost:4317", 10));
    }

    @Test
    void readsEveryKind() {
        Config config = sound("""
            timeout: 1m30s
            size: 7.0
            mode: propagate
            headers: {api-key: k1}
            grpc:
            queue: {enabled: false}
            rules: [{key: a, value: 1}, {key: b, value: [x, true]}]
            keys: a,b
            statement: set(x)
            """);

        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.size()).isEqualTo(7);
        assertThat(config.mode()).isEqualTo(Mode.PROPAGATE);
        assertThat(config.headers()).containsEntry("api-key", new Secret("k1"));
        assertThat(config.grpc()).contains(new Server("localhost:4317", 10));
        assertThat(config.queue()).isEmpty();
        assertThat(config.rules().get(0).value()).isEqualTo(new AnyValue.Int(1));
        assertThat(config.rules().get(1).value())
                .isEqualTo(new AnyValue.Items(List.of(new AnyValue.Text("x"), new AnyValue.Bool(true))));
        assertThat(config.keys()).containsExactly("a", "b");
        assertThat(config.statement().spanAt(0, 3)).hasToString("c.yaml:9:12");
    }

    @Test
    void headersMayBeAListOfPairs() {
        assertThat(sound("headers: [{name: a, value: b}, {name: c}]").headers())
                .containsEntry("a", new Secret("b"))
                .containsEntry("c", new Secret(""));
    }

    @Test
    void allErrorsAreReportedAtOnceWithTheirPlace() {
        assertThat(refused("""
            timout: 1s
            timeout: 1x
            size: "5"
            mode: ignored
            grpc: {endpoint: 5}
            rules: [{value: 1}]
            storage: file
            keys: {}
            """)).isEqualTo("""
                c.yaml:1:1: error PHX1201: processors::demo: unknown field "timout"
                  1 | timout: 1s
                    | ^^^^^^
                  hint: did you mean "timeout"?
                c.yaml:2:10: error PHX1205: processors::demo::timeout: unknown unit "x" in duration
                  2 | timeout: 1x
                    |          ^^
                  hint: write it as 200ms, 10s, 1m30s or 2h
                c.yaml:3:7: error PHX1202: processors::demo::size: expected an int, found a string
                  3 | size: "5"
                    |       ^^^
                  hint: remove the quotes
                c.yaml:4:7: error PHX1205: processors::demo::mode: "ignored" is none of: ignore, propagate
                  4 | mode: ignored
                    |       ^^^^^^^
                  hint: did you mean "ignore"?
                c.yaml:5:18: error PHX1202: processors::demo::grpc::endpoint: expected a string, found an int
                  5 | grpc: {endpoint: 5}
                    |                  ^
                  hint: put it in quotes
                c.yaml:6:10: error PHX1203: processors::demo::rules[0]::key: required and missing
                  6 | rules: [{value: 1}]
                    |          ^^^^^
                  hint: add "key": Name of the attribute
                c.yaml:8:7: error PHX1202: processors::demo::keys: expected a list, found a map
                  8 | keys: {}
                    |       ^^
                  hint: start each item with "- "
                c.yaml:7:1: error PHX1206: processors::demo: field "storage" is not supported: the queue is kept in memory
                  7 | storage: file
                    | ^^^^^^^
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size: -1         | PHX1204 | must be at least 0",
                "size: 101        | PHX1204 | must be at most 100",
                "size: 13         | PHX1211 | must not be 13",
                "size: 5000000000 | PHX1204 | too large",
                "size: true       | PHX1202 | expected an int, found a bool",
                "timeout: '5'     | PHX1205 | duration without a unit",
                "timeout: []      | PHX1202 | found a list",
                "headers: {a: 1}  | PHX1202 | expected a string, found an int",
                "headers: [a]     | PHX1202 | expected a map, found a string",
                "keys: [1]        | PHX1202 | processors::demo::keys[0]: expected a string",
                "rules: {}        | PHX1202 | expected a list, found a map",
                "hello            | PHX1202 | processors::demo: expected a map, found a string",
                "[]               | PHX1202 | processors::demo: expected a map, found a list",
                "rules: [{key: }] | PHX1203 | required and empty",
                "1: 2             | PHX1201 | unknown field \"1\"",
            })
    void refusesWhatTheCollectorRefuses(String yaml, String code, String message) {
        assertThat(refused(yaml)).contains(code).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout:              | PHX1209 | null gives \"0s\" here, not the default 200ms",
                "timeout: 5            | PHX1212 | nanoseconds",
                "size: 1.5             | PHX1210 | cuts 1.5 off to 1",
                "num_consumers: 4      | PHX1207 | has no effect here",
                "grpc: {buffer_size: 1} | PHX1208 | deprecated",
            })
    void warnsOfWhatTheCollectorAcceptsAndNobodyMeans(String yaml, String code, String message) {
        assertThat(decode(yaml)).isPresent();
        assertThat(diagnostics.hasErrors()).isFalse();
        assertThat(DiagnosticRenderer.text(diagnostics)).contains(code).contains(message);
    }

    @Test
    void aSecretNeverShows() {
        String text = refused("headers: {api-key: verysecret, b: 1}\n");

        assertThat(text).doesNotContain("verysecret").contains("[REDACTED]");
        assertThat(sound2("headers: {x: verysecret}").headers().toString()).isEqualTo("{x=[REDACTED]}");
    }

    private static Config sound2(String yaml) {
        Diagnostics own = new Diagnostics();
        return SPEC.decode(new YamlReader(own).read("x", yaml).orElseThrow(), "x", own)
                .orElseThrow();
    }

    @Test
    void theSpecIsItsDocumentation() {
        assertThat(SPEC.docs())
                .contains(
                        new FieldDoc("timeout", "duration", "200ms", false, "How long it may wait"),
                        new FieldDoc("grpc.endpoint", "string", "localhost:4317", false, "host:port"),
                        new FieldDoc("rules[].key", "string", "", true, "Name of the attribute"),
                        new FieldDoc("mode", "ignore | propagate", "ignore", false, "What an error does"));
    }

    @Test
    void twoFieldsOfOneNameAreAMistakeInTheDeclaration() {
        assertThatThrownBy(() -> ConfigSpec.of(v -> 1, HOST, ENDPOINT)).isInstanceOf(IllegalArgumentException.class);
    }
}
