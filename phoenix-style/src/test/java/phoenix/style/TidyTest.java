package phoenix.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that no compiler knows. Each failure names file and line, and what to do. */
class TidyTest {
    /** Where a fault of any kind is caught, and must be: everywhere else it belongs to the supervisor above. */
    private static final Set<String> MAY_CATCH_THROWABLE = Set.of(
            // A method handle throws what it likes.
            "phoenix-app/src/main/java/phoenix/app/collector/ProcessSignals.java",
            "phoenix-engine/src/main/java/phoenix/engine/isolation/GraphExecutor.java",
            // A method handle declares it.
            "phoenix-engine/src/main/java/phoenix/engine/receiver/hostmetrics/NativeFileSystemUse.java");

    private static final Pattern MARKDOWN_LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

    @Test
    void nothingNamesAMachineOrARegistry() throws IOException {
        Pattern machine = Pattern.compile("(?<![\\w.])/(tmp/(wt|peers)|work/(main|shared)|root/\\.|home/\\w+/)"
                + "|//(repo1?\\.maven|registry\\.npmjs|registry-1\\.docker|pypi\\.org|files\\.pythonhosted)");
        assertNone(
                "use a relative path, an environment variable, or the tool's own default",
                SourceTree.textFiles(),
                machine.asPredicate());
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertNone(
                "do it now, or write down what falls short where a user will look",
                SourceTree.textFiles(),
                Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b").asPredicate());
    }

    @Test
    void importsNameOneClass() throws IOException {
        assertNone(
                "import each class by name",
                SourceTree.javaFiles(),
                Pattern.compile("^import .*\\*;").asPredicate());
    }

    @Test
    void faultsAreCaughtBySupervisorsOnly() throws IOException {
        List<Path> others = SourceTree.javaFiles().stream()
                .filter(file -> SourceTree.name(file).contains("/src/main/"))
                .filter(file -> !MAY_CATCH_THROWABLE.contains(SourceTree.name(file)))
                .toList();
        assertNone(
                "catch what you can handle; the rest belongs to a supervisor listed in this test",
                others,
                Pattern.compile("catch \\((final )?(Throwable|Error)\\b").asPredicate());
    }

    @Test
    void namesSayWhatAThingDoes() throws IOException {
        assertThat(SourceTree.javaFiles().stream()
                        .map(SourceTree::name)
                        .filter(Pattern.compile("(Manager|Utils?|Impl|Helper)\\.java$")
                                .asPredicate()))
                .as("a name that says what the class does")
                .isEmpty();
    }

    @Test
    void everyPackageOfTheProductIsNullMarked() throws IOException {
        List<String> unmarked = new ArrayList<>();
        for (Path file : SourceTree.javaFiles()) {
            Path info = file.resolveSibling("package-info.java");
            boolean marked = Files.exists(info) && Files.readString(info).contains("@NullMarked");
            if (!marked && SourceTree.name(file).contains("/src/main/")) {
                unmarked.add(SourceTree.name(file));
            }
        }
        assertThat(unmarked).as("add a package-info.java with @NullMarked").isEmpty();
    }

    @Test
    void everyLinkInTheDocsLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : SourceTree.textFiles()) {
            if (!file.toString().endsWith(".md")) {
                continue;
            }
            Matcher link = MARKDOWN_LINK.matcher(Files.readString(file));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !Files.exists(file.resolveSibling(target))) {
                    broken.add(SourceTree.name(file) + " -> " + target);
                }
            }
        }
        assertThat(broken).as("links to files that are not there").isEmpty();
    }

    /** A figure to look at, not a rule: the budgets of docs/style.md are soft. */
    @Test
    void sizesAreReported() throws IOException {
        List<String> files = SourceTree.javaFiles().stream()
                .map(SourceTree::name)
                .filter(name -> name.contains("/src/main/") && !name.endsWith("package-info.java"))
                .toList();
        List<Long> sizes = new ArrayList<>();
        String largest = "";
        for (String file : files) {
            long lines = codeLines(SourceTree.ROOT.resolve(file));
            largest = sizes.stream().allMatch(size -> size < lines) ? file + " (" + lines + ")" : largest;
            sizes.add(lines);
        }
        sizes.sort(null);
        assertThat(sizes).isNotEmpty();
        System.out.printf(
                "Code lines per file: median %d (budget 70), 90th percentile %d (budget 250), largest %s, %d files%n",
                sizes.get(sizes.size() / 2), sizes.get(sizes.size() * 9 / 10), largest, sizes.size());
    }

    private static long codeLines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("*") && !line.startsWith("/"))
                .count();
    }

    private static void assertNone(String remedy, List<Path> files, Predicate<String> forbidden) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            // Letter for letter, whatever the encoding: test data may hold bytes that are not UTF-8.
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (int i = 0; i < lines.size(); i++) {
                if (forbidden.test(lines.get(i))) {
                    found.add(SourceTree.name(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        assertThat(found).as(remedy).isEmpty();
    }
}
