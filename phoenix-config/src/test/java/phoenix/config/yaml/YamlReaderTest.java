package phoenix.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;

class YamlReaderTest {
    private final Diagnostics diagnostics = new Diagnostics();

    private Optional<YamlNode> read(String text) {
        return new YamlReader(diagnostics).read("a.yaml", text);
    }

    private YamlNode sound(String text) {
        YamlNode node = read(text).orElseThrow(() -> new AssertionError(diagnostics.all()));
        assertThat(diagnostics.all()).isEmpty();
        return node;
    }

    private void refused(String text, DiagnosticCode code, String at) {
        read(text);
        assertThat(diagnostics.errors()).first().satisfies(d -> {
            assertThat(d.code()).isEqualTo(code);
            assertThat(d.span()).hasToString(at);
        });
    }

    /** The second column is what Go's yaml.v3 makes of it, as seen in the Collector. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "010, INT, 8",
                "1_000, INT, 1000",
                "0x10, INT, 16",
                "-0b11, INT, -3",
                "0o17, INT, 15",
                "08, FLOAT, 8.0",
                "+12, INT, 12",
                "18446744073709551615, INT, 18446744073709551615",
                "18446744073709551616, FLOAT, 1.8446744073709552E19",
                "1e3, FLOAT, 1000.0",
                ".5, FLOAT, 0.5",
                "-.inf, FLOAT, -Infinity",
                "yes, STRING, yes",
                "on, STRING, on",
                "True, BOOL, true",
                "tRUE, STRING, tRUE",
                "~, NULL, ",
                "2001-01-01, TIMESTAMP, 2001-01-01",
                "1.2.3, STRING, 1.2.3",
                "10s, STRING, 10s",
                "'1', STRING, 1",
                "\"true\", STRING, true",
                "!!str 5, STRING, 5",
                "!!float 5, FLOAT, 5.0",
                "-, STRING, -",
                "+, STRING, +",
                "0x, STRING, 0x",
                "--1, STRING, --1",
            })
    void typesScalarsAsTheCollectorDoes(String text, String type, String value) {
        YamlScalar scalar = (YamlScalar)
                sound("k: " + (text.equals("-") ? "'-'" : text)).get("k").orElseThrow();

        assertThat(scalar.type()).hasToString(type);
        assertThat(String.valueOf(scalar.value())).isEqualTo(value == null ? "null" : value);
    }

    @Test
    void everyNodeKnowsItsPlace() {
        YamlNode root = sound("a:\n  b: [1, {c: x y}]\n  d:\n");

        assertThat(root.at("a", "b").orElseThrow().span()).hasToString("a.yaml:2:6");
        YamlSequence list = (YamlSequence) root.at("a", "b").orElseThrow();
        assertThat(list.items().get(1).get("c").orElseThrow().span()).hasToString("a.yaml:2:14");
        assertThat(root.at("a", "d").orElseThrow().span()).hasToString("a.yaml:3:5");
        assertThat(((YamlMapping) root).entry("a").orElseThrow().key().span()).hasToString("a.yaml:1:1");
    }

    @Test
    void columnsCountWhatAnEditorCounts() {
        YamlNode root = sound("{\"\uD83D\uDE00\": {x: 1}}");

        assertThat(root.at("\uD83D\uDE00", "x").orElseThrow().span().column()).isEqualTo(12);
    }

    @Test
    void findsAPositionInsideAValue() {
        String text = """
            plain: set(metric.name, "x")
            single: 'it''s set(y)'
            double: "a \\"b\\" set(y)"
            literal: |
              first
                set(y)
            folded: >-
              one
              two set(y)
            """;
        YamlNode root = sound(text);

        String[] lines = text.lines().toArray(String[]::new);
        for (String key : new String[] {"single", "double", "literal", "folded"}) {
            YamlScalar scalar = (YamlScalar) root.get(key).orElseThrow();
            int from = scalar.text().indexOf("set(y)");
            var span = scalar.spanAt(from, from + "set".length());
            assertThat(lines[span.line() - 1].substring(span.column() - 1, span.endColumn() - 1))
                    .as(key)
                    .isEqualTo("set");
        }
    }

    @Test
    void aliasesAndMergesAreFollowed() {
        YamlNode root = sound("base: &b {x: 1, y: 2}\nuse: *b\nmerged: {<<: *b, y: 3}\nboth: {<<: [{x: 5}, *b]}\n");

        assertThat(text(root, "use", "x")).isEqualTo("1");
        assertThat(text(root, "merged", "x")).isEqualTo("1");
        assertThat(text(root, "merged", "y")).isEqualTo("3");
        assertThat(text(root, "both", "x")).isEqualTo("5");
        assertThat(text(root, "both", "y")).isEqualTo("2");
    }

    private static String text(YamlNode root, String... path) {
        return ((YamlScalar) root.at(path).orElseThrow()).text();
    }

    @Test
    void anEmptyFileIsNull() {
        assertThat(sound("").isNull()).isTrue();
        assertThat(sound("# only a comment\n").isNull()).isTrue();
    }

    @Test
    void onlyTheFirstDocumentIsReadAndThatIsSaid() {
        assertThat(read("a: 1\n---\nb: 2\n").orElseThrow().get("b")).isEmpty();
        assertThat(diagnostics.all()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.EXTRA_DOCUMENT);
    }

    @Test
    void refusesDuplicateKeys() {
        refused("a: 1\nb: 2\na: 3\n", DiagnosticCode.DUPLICATE_KEY, "a.yaml:3:1");
    }

    @Test
    void refusesBadSyntaxWhereItIs() {
        refused("a: 1\nb: [1, 2\nc: 3\n", DiagnosticCode.YAML_SYNTAX, "a.yaml:3:2");
    }

    @Test
    void refusesTabsAndControlCharacters() {
        refused("a: 1\nb: \u0001\n", DiagnosticCode.YAML_SYNTAX, "a.yaml:2:4");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] content = "a: 1\nb: x?\n".getBytes(StandardCharsets.UTF_8);
        content[9] = (byte) 0xFF;

        assertThat(new YamlReader(diagnostics).read("a.yaml", content)).isEmpty();
        assertThat(diagnostics.errors()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(DiagnosticCode.INPUT_NOT_UTF8);
            assertThat(d.span()).hasToString("a.yaml:2:5");
        });
    }

    @Test
    void aTruncatedCharacterAtTheEndIsNotUtf8() {
        byte[] content = {'a', ':', ' ', (byte) 0xC3};

        assertThat(new YamlReader(diagnostics).read("a.yaml", content)).isEmpty();
        assertThat(diagnostics.errors()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.INPUT_NOT_UTF8);
    }

    @Test
    void refusesDeepNesting() {
        refused("[".repeat(1_000_000), DiagnosticCode.YAML_TOO_DEEP, "a.yaml:1:101");
    }

    @Test
    void refusesDepthMadeOfAliases() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 200; i++) {
            text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        read(text.toString());
        assertThat(diagnostics.errors()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.YAML_TOO_DEEP);
    }

    @Test
    void refusesAnAliasBombBeforeItGoesOff() {
        StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 20; i++) {
            text.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ",").repeat(10))
                    .append("]\n");
        }
        read(text.toString());
        assertThat(diagnostics.errors()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.YAML_ALIAS_LIMIT);
    }

    @Test
    void refusesANodeThatHoldsItself() {
        refused("a: &a [*a]\n", DiagnosticCode.YAML_UNSUPPORTED, "a.yaml:1:8");
    }

    @Test
    void refusesAListAsKey() {
        refused("? [a]\n: b\n", DiagnosticCode.YAML_UNSUPPORTED, "a.yaml:1:3");
    }

    @Test
    void refusesWhatIsTooLarge() {
        refused("#".repeat(YamlLimits.DEFAULT.bytesMax() + 1), DiagnosticCode.INPUT_TOO_LARGE, "a.yaml:1:1");
    }

    /** Whatever the bytes, reading ends with a node or with an error. */
    @Test
    void neverThrows() {
        long seed = 20261123;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String alphabet = "ab:-?[]{},&*!|>'\"%@`#~ \t\n\r\u00e9<$.01\u2028\\xu\uD83D\uDE00\u0000";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Diagnostics own = new Diagnostics();
            Optional<YamlNode> node =
                    new YamlReader(own).read("random.yaml", text.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(node.isPresent() || own.hasErrors())
                    .as("seed %d round %d: %s", seed, round, text)
                    .isTrue();
        }
    }

    @Test
    void aTabAtTheStartOfALineIsRefusedWhereGosLibraryRefusesIt() {
        // Each was given to otelcol 0.159.0.
        for (String refused : List.of(
                "a:\n  b:\n\t# c\n",
                "a:\n  b: 3s\n\t# c\n",
                "a:\n  b: \"3s\"\n      \t# c\n",
                "\t\na: 1\n",
                "a:\n  b: 3s # c\n      \t# c\n",
                "a:\n  b: {c: 3s}\n      \t# c\n")) {
            Diagnostics found = new Diagnostics();
            assertThat(new YamlReader(found).read("f", refused)).as(refused).isEmpty();
            assertThat(found.errors()).as(refused).hasSize(1);
        }
        for (String accepted : List.of(
                "a:\n  b: 3s\n      \t# c\n",
                "a: {b:\n\t{c: 3s}}\n",
                "a: [\n\tb,\n\tc]\n",
                "a: |\n  x\n  \ty\nb: 1\n",
                "a: {b: \"x\n\ty\"}\n",
                "a:\t# c\n  b:\t3s\t\n")) {
            Diagnostics found = new Diagnostics();
            assertThat(new YamlReader(found).read("f", accepted)).as(accepted).isPresent();
            assertThat(found.all()).as(accepted).isEmpty();
        }
    }
}
