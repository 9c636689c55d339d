package phoenix.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.testkit.Golden;

/**
 * Every line {@code < text} of a golden file is parsed and what comes of it must be the line {@code > ...} below: the
 * canonical form, or the mistake with its place. What is accepted and refused was settled with the Collector 0.159.
 */
class ParserGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/phoenix/ottl");

    @ParameterizedTest
    @ValueSource(strings = {"statements.golden", "conditions.golden", "values.golden", "mistakes.golden"})
    void parses(String file) throws IOException {
        List<String> wanted = Files.readAllLines(FOLDER.resolve(file));
        List<String> found = new ArrayList<>();
        for (String line : wanted) {
            if (line.startsWith("< ")) {
                found.add(line);
                found.add("> " + outcome(file, unescape(line.substring(2))));
            } else if (!line.startsWith("> ")) {
                found.add(line);
            }
        }
        if (Golden.isWriting()) {
            Files.write(FOLDER.resolve(file), found);
        }
        assertThat(found).isEqualTo(wanted);
        assertThat(wanted).hasSizeGreaterThan(10);
    }

    private static String unescape(String line) {
        return line.replace("⏎", "\n").replace("⇥", "\t");
    }

    private static String outcome(String file, String text) {
        return switch (file) {
            case "conditions.golden" -> shown(Parser.condition(text), Printer::print);
            case "values.golden" -> shown(Parser.value(text), Printer::print);
            default -> shown(Parser.statement(text), Printer::print);
        };
    }

    private static <T> String shown(ParseResult<T> result, java.util.function.Function<T, String> printer) {
        return switch (result) {
            case ParseResult.Parsed<T>(T tree) -> printer.apply(tree);
            case ParseResult.Failed<T>(Problem problem) ->
                "%d..%d %s%s"
                        .formatted(
                                problem.range().start(),
                                problem.range().end(),
                                problem.message(),
                                problem.hint() == null ? "" : " (" + problem.hint() + ")");
        };
    }

    @Test
    void pointsAtTheMistake() {
        ParseResult<Condition> result = Parser.condition("metric.name = \"x\"");
        assertThat(result)
                .isInstanceOfSatisfying(
                        ParseResult.Failed.class,
                        failed -> assertThat(failed.problem().show("metric.name = \"x\""))
                                .isEqualTo("""
                                    unexpected "=", expected a comparison such as == or != (compare with ==)
                                      metric.name = "x"
                                                  ^\
                                    """));
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThat(kindOf(Parser.condition("a ".repeat(Parser.LENGTH_MAX)))).isEqualTo(Problem.Kind.TOO_LARGE);
        String deep = "(".repeat(5000) + "true" + ")".repeat(5000);
        assertThat(kindOf(Parser.condition(deep))).isEqualTo(Problem.Kind.TOO_LARGE);
        String lists = "[".repeat(5000);
        assertThat(kindOf(Parser.value(lists))).isEqualTo(Problem.Kind.TOO_LARGE);
        String keys = "a" + "[a".repeat(5000);
        assertThat(kindOf(Parser.value(keys))).isEqualTo(Problem.Kind.TOO_LARGE);
        String lambdas = "F(" + "() => F(".repeat(5000);
        assertThat(kindOf(Parser.value(lambdas))).isEqualTo(Problem.Kind.TOO_LARGE);
    }

    @Test
    void longFlatTextsAreRead() {
        String condition = "metric.name == \"a\"" + " or metric.name == \"b\" and not true".repeat(5000);
        assertThat(Parser.condition(condition)).isInstanceOf(ParseResult.Parsed.class);
        String sum = "1" + " + 1 * 2".repeat(20_000);
        assertThat(Parser.value(sum)).isInstanceOf(ParseResult.Parsed.class);
    }

    private static Problem.Kind kindOf(ParseResult<?> result) {
        return result instanceof ParseResult.Failed<?>(Problem problem) ? problem.kind() : Problem.Kind.SYNTAX;
    }
}
