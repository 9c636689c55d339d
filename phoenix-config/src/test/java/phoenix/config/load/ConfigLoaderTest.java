package phoenix.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.config.GoldenFolder;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.spec.AnyValue;
import phoenix.config.yaml.Redaction;
import phoenix.config.yaml.YamlEmitter;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

class ConfigLoaderTest {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("A", "1"),
            Map.entry("B", "${env:A}"),
            Map.entry("C", "x${env:B}y"),
            Map.entry("D", "$$z"),
            Map.entry("E", ""),
            Map.entry("F", "[${env:A}, z]"),
            Map.entry("G", "['${env:A}', z]"),
            Map.entry("S", "  \"sp\"  "),
            Map.entry("M", "{a: {b: 1}}"),
            Map.entry("N", "null"),
            Map.entry("R", "${env:A"),
            Map.entry("Z", "0x10"),
            Map.entry("BAD", "a: b: c"),
            Map.entry("SELF", "a${env:SELF}"),
            Map.entry("WHOLE", "${env:WHOLE}"),
            Map.entry("P1", "${env:P2}${env:P2}xxxxxxxxxx"),
            Map.entry("P2", "${env:P1}${env:P1}xxxxxxxxxx"));

    private final Diagnostics diagnostics = new Diagnostics();

    static List<GoldenFolder> folders() {
        return GoldenFolder.all("load");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void loads(GoldenFolder folder) {
        Optional<YamlMapping> loaded = new ConfigLoader(folder.settings(), diagnostics)
                .load(folder.arguments("--config"), folder.arguments("--set"));

        folder.expect("resolved.yaml", loaded.map(YamlEmitter::emit).orElse(""));
        folder.expect(
                "redacted.yaml",
                loaded.map(c -> YamlEmitter.emit(c, Redaction.of(diagnostics::isSecret)))
                        .orElse(""));
        folder.expect("diagnostics.txt", DiagnosticRenderer.text(diagnostics));
    }

    private Optional<YamlNode> value(String written) {
        ConfigLoader loader = new ConfigLoader(new LoadSettings(ENVIRONMENT, Path.of(".")), diagnostics);
        return loader.load(List.of("yaml:k: " + written), List.of()).flatMap(c -> c.get("k"));
    }

    /** Every line was run through the Collector's own {@code print-config}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'$${env:A}'            | Text[value=${env:A}]",
                "'$${env:A} ${env:A}'   | Text[value=${env:A} ${env:A}]",
                "'${env:A} $${env:A}'   | Text[value=1 $1]",
                "'$$$${env:A}'          | Text[value=$${env:A}]",
                "'$$${env:A}'           | Text[value=$1]",
                "'${env:B}'             | Int[value=1]",
                "'${A}'                 | Int[value=1]",
                "'${env:C}'             | Text[value=x1y]",
                "'${env:D}'             | Text[value=$z]",
                "'a${env:D}'            | Text[value=a$z]",
                "'${env:F}'             | Text[value=[1, z]]",
                "'${env:G}'             | Items[items=[Int[value=1], Text[value=z]]]",
                "'${env:S}'             | Text[value=  \"sp\"  ]",
                "'q${env:S}'            | Text[value=q  \"sp\"  ]",
                "'${env:M}'             | Entries[entries={a=Entries[entries={b=Int[value=1]}]}]",
                "'${env:N}'             | Nothing[]",
                "'${env:Z}'             | Int[value=16]",
                "'${env:BAD}'           | Text[value=a: b: c]",
                "'${env:NOPE:-}'        | Text[value=]",
                "'${env:NOPE:-5}'       | Int[value=5]",
                "'${env:NOPE:-a:-b}'    | Text[value=a:-b]",
                "'${env:NOPE:-${env:A}}'| Int[value=1]",
                "'${env:E:-5}'          | Nothing[]",
                "'${env:NOPE}'          | Nothing[]",
                "'x${env:NOPE}y'        | Text[value=xy]",
                "'${yaml:a: 1}'         | Entries[entries={a=Int[value=1]}]",
                "'${env:NOPE:-\"q\"}'   | Text[value=\"q\"]",
                "'$A $'                 | Text[value=$A $]",
                "'${'                   | Text[value=${]",
                "'}${A}'                | Text[value=}1]",
                "'$$'                   | Text[value=$]",
                "'$$$'                  | Text[value=$$]",
                "'${env:${yaml:A}}'     | Int[value=1]",
                "'${env:A}${env:A}'     | Text[value=11]",
                "'${env:R}}'            | Int[value=1]",
                "'a${env:R}}'           | Text[value=a1]",
                "'${1'                  | Text[value=${1]",
                "'x$${1}'               | Text[value=x${1}]",
            })
    void expandsAsTheCollectorDoes(String written, String expected) {
        YamlNode node = value(written).orElseThrow(() -> new AssertionError(diagnostics.all()));

        assertThat(AnyValue.of(node)).hasToString(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'a${}b'           | PHX1102 | 6",
                "'${env:a-b}'      | PHX1102 | 5",
                "'${env: A}'       | PHX1102 | 5",
                "'${1}'            | PHX1102 | 5",
                "'${foo:bar}'      | PHX1101 | 5",
                "'${a:b}'          | PHX1101 | 5",
                "'${:A}'           | PHX1101 | 5",
                "'${ENV:A}'        | PHX1101 | 5",
                "'${env:A$}'       | PHX1101 | 5",
                "'${env:NO:-$$x}'  | PHX1101 | 5",
                "'${file:nofile}'  | PHX1001 | 5",
                "'${file:src}'     | PHX1001 | 5",
                "'${env:SELF}'     | PHX1104 | 4",
                "'${env:WHOLE}'    | PHX1104 | 4",
                "'${env:P1}'       | PHX1104 | 4",
                "'${http://x/y}'   | PHX1101 | 5",
            })
    void refusesWhatTheCollectorRefuses(String written, String code, int column) {
        assertThat(value(written)).isEmpty();
        assertThat(diagnostics.errors()).first().satisfies(d -> {
            assertThat(d.code().id()).isEqualTo(code);
            assertThat(d.span()).hasToString("--config[0]:1:" + column);
        });
    }

    @Test
    void aStringFieldGetsTheOriginalText() {
        YamlScalar node = (YamlScalar) value("'${env:Z}'").orElseThrow();

        assertThat(node.value()).isEqualTo(16L);
        assertThat(node.asString()).contains("0x10");
        assertThat(value("'${env:M}'").orElseThrow().origin().originalText()).contains("{a: {b: 1}}");
    }

    @Test
    void remembersWhichVariablesWentIntoAValue() {
        YamlNode node = value("'p-${env:NOPE}-${env:C}'").orElseThrow();

        assertThat(node.origin().sources()).containsExactlyInAnyOrder("NOPE", "C", "B", "A");
        assertThat(node.origin().unset()).containsExactly("NOPE");
        assertThat(node.origin().writtenText()).contains("p-${env:NOPE}-${env:C}");
        assertThat(diagnostics.all()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(DiagnosticCode.UNSET_VARIABLE);
            assertThat(d.span()).hasToString("--config[0]:1:7");
        });
    }

    @Test
    void saysWhenAnEscapeHidesAnExpansion() {
        value("'$${x} ${env:A}'");
        assertThat(diagnostics.all()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.EXPANSION_SKIPPED);
    }

    @Test
    void whatComesFromTheEnvironmentIsNotWrittenOut() {
        YamlMapping config = new ConfigLoader(
                        new LoadSettings(Map.of("KEY", "s3cret", "ALL", "{a: s3cret, b: [s3cret]}"), Path.of(".")),
                        diagnostics)
                .load(
                        List.of("yaml:{a: '${KEY}', b: 'x ${env:KEY} $$y', c: '${env:ALL}', api_key: s3cret, "
                                + "d: {token: '${env:KEY:-s3cret}'}, url: 'http://u:s3cret@h/p', "
                                + "e: '${env:NO:-x}'}"),
                        List.of())
                .orElseThrow();

        String text = YamlEmitter.emit(config, Redaction.of(diagnostics::isSecret));

        assertThat(text).doesNotContain("s3cret").isEqualTo("""
            a: "${KEY}"
            b: "x ${env:KEY} $$y"
            c: "${env:ALL}"
            api_key: "[REDACTED]"
            d:
              token: "[REDACTED]"
            url: "http://[REDACTED]@h/p"
            e: "${env:NO:-x}"
            """);
        assertThat(YamlEmitter.emit(config)).contains("a: s3cret").contains("b: x s3cret $$y");
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    /** What is written can be read again and means the same. */
    @Test
    void emittedYamlReadsBackToTheSameValues() {
        long seed = 42;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String[] texts = {
            "a",
            "",
            "5",
            "0x1F",
            "true",
            "null",
            "~",
            "2001-01-01",
            "a: b",
            "# c",
            " lead",
            "trail ",
            "multi\nline\n",
            "multi\nline",
            "\n",
            "x\n\n",
            "\tt",
            "$",
            "${env:A}",
            "$$",
            "- a",
            "[x",
            "{y",
            "'q'",
            "\"d\"",
            "\\",
            "*a",
            "&a",
            "!t",
            "|",
            ">",
            "%x",
            "@x",
            "`x",
            "a,b",
            "yes",
            "n",
            "\u00e9\u4e2d\uD83D\uDE00",
            "\u0007",
            "\u2028",
            "\uFEFFx",
            "a #b",
            "key:",
            "::",
            "1_000",
            "-",
            "?",
            ".inf",
            "<<",
            "set(a, \"b\")",
            "^(x|y)$",
            "  a\n b",
            "a \nb",
            "---",
            "..."
        };
        for (int round = 0; round < 2_000; round++) {
            YamlNode tree = random(random, texts, 3);
            YamlMapping root = YamlMapping.empty(tree.span()).with("k", tree);
            Diagnostics own = new Diagnostics();
            String emitted = YamlEmitter.emit(root);
            Optional<YamlMapping> back = new ConfigLoader(new LoadSettings(Map.of(), Path.of(".")), own)
                    .load(List.of("yaml:" + emitted), List.of());
            assertThat(own.all())
                    .as("seed %d round %d%n%s", seed, round, emitted)
                    .isEmpty();
            assertThat(AnyValue.of(back.orElseThrow().get("k").orElseThrow()))
                    .as("seed %d round %d%n%s", seed, round, emitted)
                    .isEqualTo(AnyValue.of(tree));
        }
    }

    private static YamlNode random(RandomGenerator random, String[] texts, int depth) {
        var nowhere = phoenix.config.diagnostic.SourceSpan.start("random");
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> YamlScalar.string(texts[random.nextInt(texts.length)], nowhere);
            case 1 ->
                YamlScalar.plain(new String[] {"5", "-1.5", "true", "null", "010", "1e3"}[random.nextInt(6)], nowhere);
            case 2 -> {
                YamlMapping map = YamlMapping.empty(nowhere);
                for (int i = random.nextInt(4); i > 0; i--) {
                    String key = texts[random.nextInt(texts.length)];
                    map = key.contains("::") ? map : map.with(key, random(random, texts, depth - 1));
                }
                yield map;
            }
            default -> {
                List<YamlNode> items = new java.util.ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(random(random, texts, depth - 1));
                }
                yield new phoenix.config.yaml.YamlSequence(nowhere, items, phoenix.config.yaml.Origin.LITERAL);
            }
        };
    }
}
