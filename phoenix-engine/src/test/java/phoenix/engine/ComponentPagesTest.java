package phoenix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.FieldDoc;
import phoenix.engine.component.ComponentType;

/** Each component has a page in {@code docs/components} that names each of its fields, or links to one that does. */
class ComponentPagesTest {
    private static final Path PAGES = Path.of("../docs/components");
    private static final Pattern LINK = Pattern.compile("]\\(([a-z_-]+\\.md)");

    @TestFactory
    Stream<DynamicTest> eachComponentHasAPageThatNamesItsFields() {
        return BuiltinComponents.registry().types().stream()
                .map(ComponentType::spec)
                .map(spec -> DynamicTest.dynamicTest(
                        kind(spec) + " " + spec.type(),
                        () -> assertThat(missing(spec, page(spec))).isEmpty()));
    }

    @Test
    void aPageThatLeavesAFieldOutIsFound() {
        ComponentSpec<?> batch = BuiltinComponents.registry().types().stream()
                .map(ComponentType::spec)
                .filter(spec -> spec.type().equals("batch"))
                .findFirst()
                .orElseThrow();
        assertThat(missing(batch, "`timeout`, `send_batch_size`, `metadata_keys`, `metadata_cardinality_limit`"))
                .contains("| `send_batch_max_size` | `0` |")
                .doesNotContain("| `timeout`", "| `send_batch_size`");
    }

    /** {@code NAME.md}, or {@code NAME-KIND.md} where a receiver and an exporter share a name. */
    private static String page(ComponentSpec<?> spec) throws IOException {
        for (String file : List.of(spec.type() + "-" + kind(spec) + ".md", spec.type() + ".md")) {
            if (Files.exists(PAGES.resolve(file))) {
                return withLinkedPages(Files.readString(PAGES.resolve(file)));
            }
        }
        return "";
    }

    /** Shared settings are told once: what a page links to counts as its own. */
    private static String withLinkedPages(String page) throws IOException {
        StringBuilder all = new StringBuilder(page);
        Matcher links = LINK.matcher(page);
        while (links.find()) {
            all.append(Files.readString(PAGES.resolve(links.group(1))));
        }
        return all.toString();
    }

    private static String kind(ComponentSpec<?> spec) {
        return spec.kind().name().toLowerCase(Locale.ROOT);
    }

    /** What to add, ready to be pasted; empty when the page is complete. */
    private static String missing(ComponentSpec<?> spec, String page) {
        String rows = spec.config().docs().stream()
                .filter(field -> !names(page, field.path()))
                .map(ComponentPagesTest::row)
                .collect(Collectors.joining("\n"));
        if (!page.isEmpty() && rows.isEmpty()) {
            return "";
        }
        return "docs/components/" + spec.type() + ".md "
                + (page.isEmpty()
                        ? "(or " + spec.type() + "-" + kind(spec)
                                + ".md) is missing: write it in the shape of docs/components/batch.md, with these"
                                + " fields:\n"
                        : "does not name these fields; add rows for them, in your own words where you have better"
                                + " ones:\n")
                + "| Field | Default | Meaning |\n|---|---|---|\n" + rows;
    }

    /** Whether every word of a dotted path stands on the page, so that a table may take nested fields together. */
    private static boolean names(String page, String path) {
        return Arrays.stream(path.replaceAll("<key>", "").split("[.\\[\\]]+"))
                .filter(word -> !word.isEmpty())
                .allMatch(word -> containsWord(page, word));
    }

    private static boolean containsWord(String page, String word) {
        for (int at = page.indexOf(word); at >= 0; at = page.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !isWordPart(page.charAt(at - 1)))
                    && (end == page.length() || !isWordPart(page.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String row(FieldDoc field) {
        String dflt =
                field.required() ? "required" : field.defaultText().isEmpty() ? "" : "`" + field.defaultText() + "`";
        return "| `" + field.path() + "` | " + dflt + " | " + field.doc().replace("|", "\\|") + " |";
    }
}
