package phoenix.engine.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import phoenix.ottl.Problem;
import phoenix.ottl.TextRange;

/**
 * Each function that the Collector (0.159) registers for metrics, by context, is there, or it is refused by its name. The
 * list is that of the factories in its binary; {@code IsRootSpan} is for traces only.
 */
class OttlCatalogTest {
    private static final Path LIST = Path.of("src/test/resources/phoenix/engine/ottl/functions.txt");

    @Test
    void knowsEachFunctionOrSaysThatItIsNotThere() throws IOException {
        List<String> lines = Files.readAllLines(LIST);
        assertThat(lines).hasSizeGreaterThan(130).allSatisfy(line -> {
            String context = line.substring(0, line.indexOf(' '));
            String name = line.substring(line.indexOf(' ') + 1);
            Map<String, Function> functions = switch (context) {
                case "filter" -> OttlCatalog.FILTER.functions("metric");
                case "any" -> OttlCatalog.TRANSFORM.functions("resource");
                default -> OttlCatalog.TRANSFORM.functions(context);
            };
            Problem unknown = new Problem(
                    Problem.Kind.UNKNOWN_FUNCTION, new TextRange(0, 1), "there is no function " + name + " here", "");
            assertThat(functions.containsKey(name) || Unavailable.explain(unknown) != unknown)
                    .as(line)
                    .isTrue();
        });
    }
}
