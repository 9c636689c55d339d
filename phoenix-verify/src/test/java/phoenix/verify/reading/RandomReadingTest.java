package phoenix.verify.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;
import phoenix.testkit.Peer;
import phoenix.testkit.Seeds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Random trees, split over files and options, with random expansions: both read the same values from them. */
class RandomReadingTest {
    private static final int CASES = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REST = """
        receivers: {otlp: {protocols: {grpc: }}}
        exporters: {nop: }
        service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}
        """;
    private static final String PLACE = "service::telemetry::logs::initial_fields";

    @Test
    void treesAreMergedAndExpandedAlike(@TempDir Path folder) throws IOException {
        Otelcol otelcol = new Otelcol(Peer.OTELCOL.require());
        Target target = ReadingCorpusTest.target();
        int[] accepted = new int[1];
        Seeds.forAll(CASES, random -> {
            Path own = Files.createTempDirectory(folder, "case");
            Input input = new RandomText(random).input(own);
            Optional<JsonNode> theirs = otelcol.resolved(input);
            Input.Reading ours = input.read(target);
            // A tree that is no map is refused by what it is put under, in words of its own.
            assertThat(ours.accepted())
                    .as(() -> describe(input) + DiagnosticRenderer.text(ours.diagnostics()) + theirs)
                    .isEqualTo(theirs.isPresent());
            if (theirs.isPresent()) {
                accepted[0]++;
                JsonNode seen = values(theirs.get().at("/service/telemetry/logs/initial_fields"));
                Optional<YamlNode> read =
                        ours.tree().orElseThrow().at("service", "telemetry", "logs", "initial_fields");
                assertThat(read.map(n -> JSON.readTree(json(n).toString())))
                        .as(() -> describe(input))
                        .isEqualTo(Optional.of(seen));
            }
        });
        assertThat(accepted[0]).isGreaterThan(1);
    }

    private static String describe(Input input) {
        StringBuilder text =
                new StringBuilder("\n" + input.configs() + "\n" + input.sets() + "\n" + input.environment() + "\n");
        try (var files = Files.list(input.folder())) {
            for (Path file : files.sorted().toList()) {
                text.append("==> ").append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }

    /** What an expansion gave inside a list is printed with its text; a type prints nothing of the sort. */
    private static JsonNode values(JsonNode node) {
        if (node.isObject() && node.size() == 2 && node.has("original") && node.has("value")) {
            return values(node.get("value"));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode result = JSON.createObjectNode();
            object.properties().forEach(e -> result.set(e.getKey(), values(e.getValue())));
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = JSON.createArrayNode();
            array.forEach(i -> result.add(values(i)));
            return result;
        }
        return node;
    }

    /** As otelcol prints a field of any type. */
    private static JsonNode json(YamlNode node) {
        return switch (node) {
            case YamlMapping map -> {
                ObjectNode object = JSON.createObjectNode();
                map.entries().stream()
                        .sorted(java.util.Comparator.comparing(YamlMapping.Entry::name))
                        .forEach(e -> object.set(e.name(), json(e.value())));
                yield object;
            }
            case YamlSequence list -> {
                ArrayNode array = JSON.createArrayNode();
                list.items().forEach(i -> array.add(json(i)));
                yield array;
            }
            case YamlScalar scalar ->
                switch (scalar.value()) {
                    case null -> JSON.nullNode();
                    case Boolean b -> JSON.readTree(b.toString());
                    case Double d
                    when d == Math.rint(d) && Math.abs(d) < 1e15 -> JSON.readTree(Long.toString(d.longValue()));
                    case Number n -> JSON.readTree(n.toString());
                    default -> JSON.readTree(JSON.writeValueAsString(scalar.text()));
                };
        };
    }

    /** Texts of YAML with all that the grammar of expansions and merging allows. */
    private record RandomText(RandomGenerator random) {
        /** Keys of one place by two ways are left out: which one otelcol takes is chance. */
        private static final List<String> KEYS = List.of("a", "b", "c", "m::n", "p::q::r", "d.e");

        private static final List<String> VARIABLES = List.of("V0", "V1", "V2", "V3", "UNSET");
        private static final List<String> SCALARS = List.of(
                "5",
                "-7",
                "1.5",
                "true",
                "~",
                "text",
                "'q'",
                "\"d\\tq\"",
                "0x1F",
                "010",
                "1_0",
                "1e2",
                "yes",
                "''",
                "a b",
                "'5'",
                "!!str 5",
                "x::y",
                ".5",
                "0o7",
                "+3",
                "-0",
                "null",
                "False",
                "'$'",
                "$$",
                "a$b",
                "'}'");

        Input input(Path folder) throws IOException {
            Map<String, String> environment = new TreeMap<>();
            for (String name : VARIABLES.subList(0, 4)) {
                environment.put(name, variable());
            }
            Files.writeString(folder.resolve("part.yaml"), random.nextBoolean() ? flow(2) : "plain text");
            List<String> configs = new ArrayList<>(List.of("rest.yaml"));
            Files.writeString(folder.resolve("rest.yaml"), REST);
            int files = 1 + random.nextInt(3);
            for (int i = 0; i < files; i++) {
                String text = random.nextInt(4) == 0
                        ? PLACE + ": " + map(3) + "\n"
                        : "service: {telemetry: {logs: {initial_fields: " + map(3) + "}}}\n";
                if (random.nextInt(4) == 0) {
                    configs.add("yaml:" + text.strip());
                } else {
                    Files.writeString(folder.resolve("f" + i + ".yaml"), text);
                    configs.add((random.nextBoolean() ? "file:" : "") + "f" + i + ".yaml");
                }
            }
            List<String> sets = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                sets.add(PLACE.replace("::", ".") + "." + pick(List.of("a", "b", "a.b", "c.d")) + "="
                        + (random.nextInt(3) == 0 ? flow(2) : scalar()));
            }
            return new Input(configs, sets, environment, folder);
        }

        private String variable() {
            return switch (random.nextInt(6)) {
                case 0 -> "";
                case 1 -> flow(2);
                case 2 -> "${env:" + pick(List.of("UNSET", "UNSET:-dflt")) + "}";
                case 3 -> pick(List.of("a: b: c", "[1", "$$x", "{", "  sp  ", "\"q\"", "a\nb: 1"));
                default -> pick(SCALARS);
            };
        }

        private String flow(int depth) {
            return random.nextBoolean() ? map(depth) : list(depth);
        }

        private String map(int depth) {
            StringBuilder text = new StringBuilder("{");
            List<String> keys = new ArrayList<>(KEYS);
            for (int i = random.nextInt(4); i > 0 && !keys.isEmpty(); i--) {
                String key = keys.remove(random.nextInt(keys.size()));
                text.append(text.length() > 1 ? ", " : "")
                        .append('"')
                        .append(key)
                        .append("\": ")
                        .append(value(depth - 1));
            }
            return text.append('}').toString();
        }

        private String list(int depth) {
            StringBuilder text = new StringBuilder("[");
            for (int i = random.nextInt(3); i > 0; i--) {
                text.append(text.length() > 1 ? ", " : "").append(value(depth - 1));
            }
            return text.append(']').toString();
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 0 ? 6 : 4)) {
                case 0, 1 -> scalar();
                case 2, 3 -> "'" + expansions() + "'";
                case 4 -> map(depth);
                default -> list(depth);
            };
        }

        private String scalar() {
            return random.nextInt(4) == 0 ? "'" + expansions() + "'" : pick(SCALARS);
        }

        private String expansions() {
            if (random.nextInt(3) == 0) {
                return expansion();
            }
            StringBuilder text = new StringBuilder();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                text.append(
                        random.nextBoolean() ? expansion() : pick(List.of("x", "$", "$$", "}", "{", ":", " ", "-")));
            }
            return text.toString();
        }

        private String expansion() {
            String name = pick(VARIABLES);
            return switch (random.nextInt(9)) {
                case 0 -> "${" + name + "}";
                case 1 -> "${env:" + name + ":-d" + random.nextInt(3) + "}";
                case 2 -> "${env:" + name + ":-}";
                case 3 -> "$${" + name + "}";
                case 4 -> "${env:${yaml:" + name + "}}";
                case 5 -> "${file:part.yaml}";
                case 6 -> "${yaml:" + pick(List.of("1", "[a, 1]", "{k: v}", "t")) + "}";
                default -> "${env:" + name + "}";
            };
        }

        private String pick(List<String> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}
