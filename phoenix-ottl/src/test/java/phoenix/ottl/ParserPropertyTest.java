package phoenix.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties over seeded random texts; the seed is in the name of a failing case. */
class ParserPropertyTest {
    private static final int ROUNDS = 3000;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void printedFormReadsBackAsItself(long seed) {
        RandomGenerator random = random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            String text = new RandomOttl(random).statement();
            Statement first = parsed(Parser.statement(text), text);
            String printed = Printer.print(first);
            Statement second = parsed(Parser.statement(printed), printed);
            assertThat(Printer.print(second)).as("seed %d, from %s", seed, text).isEqualTo(printed);
            assertThat(shape(first)).as("seed %d, from %s", seed, text).isEqualTo(shape(second));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void randomBytesAreReadOrRefused(long seed) {
        RandomGenerator random = random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            check(new String(bytes, StandardCharsets.UTF_8), seed);
            check(new String(bytes, StandardCharsets.ISO_8859_1), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void damagedStatementsAreReadOrRefused(long seed) {
        RandomGenerator random = random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder(new RandomOttl(random).statement());
            int edits = 1 + random.nextInt(4);
            for (int e = 0; e < edits && !text.isEmpty(); e++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "()[]{}\",.=<>+-*/:_\\ aA1'".charAt(random.nextInt(24)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 5)));
                }
            }
            check(text.toString(), seed);
        }
    }

    private static void check(String text, long seed) {
        for (ParseResult<?> result :
                new ParseResult<?>[] {Parser.statement(text), Parser.condition(text), Parser.value(text)}) {
            if (result instanceof ParseResult.Failed<?>(Problem problem)) {
                assertThat(problem.message()).as("seed %d: %s", seed, text).isNotBlank();
                assertThat(problem.range().end()).as("seed %d: %s", seed, text).isLessThanOrEqualTo(text.length());
            }
        }
    }

    private static <T> T parsed(ParseResult<T> result, String text) {
        return switch (result) {
            case ParseResult.Parsed<T>(T tree) -> tree;
            case ParseResult.Failed<T>(Problem problem) -> throw new AssertionError(problem.show(text));
        };
    }

    /** The tree without places in the text, as its records show it. */
    private static String shape(Statement statement) {
        String editor = statement.editor().toString();
        return (editor + " where " + statement.where()).replaceAll("TextRange\\[start=\\d+, end=\\d+]", "");
    }
}
