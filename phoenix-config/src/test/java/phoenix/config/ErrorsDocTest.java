package phoenix.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.compile.CompileSettings;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.Compiler;
import phoenix.config.compile.ProductionTarget;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.lint.Linter;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlMapping;

/** {@code docs/errors.md} is complete, and what it says of its examples is so. */
class ErrorsDocTest {
    private static final Path DOC = Path.of("../docs/errors.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^### (PHX\\d{4})\\n(.*?)(?=^##|\\z)");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```(yaml|text) (bad|good)\\n(.*?)^```$");

    @TempDir
    private static Path folder;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NEW_RELIC_API_KEY", "k", "ENDPOINT", "http://localhost:4318", "TIMEOUT", "1s", "LOOP", "${env:LOOP}");

    private record Section(String id, String text) {}

    private static List<Section> sections() throws IOException {
        List<Section> sections = new ArrayList<>();
        Matcher m = SECTION.matcher(Files.readString(DOC));
        while (m.find()) {
            sections.add(new Section(m.group(1), m.group(2)));
        }
        return sections;
    }

    @Test
    void everyCodeHasASectionAndNoOtherHas() throws IOException {
        assertThat(sections().stream().map(Section::id))
                .containsExactlyElementsOf(Stream.of(DiagnosticCode.values())
                        .map(DiagnosticCode::id)
                        .toList());
    }

    @Test
    void everySectionTellsTheSeverityAndShowsBothExamples() throws IOException {
        for (Section section : sections()) {
            DiagnosticCode code = Stream.of(DiagnosticCode.values())
                    .filter(c -> c.id().equals(section.id))
                    .findFirst()
                    .orElseThrow();
            assertThat(section.text).as(section.id).startsWith("*" + code.severity() + ": ");
            assertThat(EXAMPLE.matcher(section.text).results().map(r -> r.group(2)))
                    .as(section.id)
                    .containsExactly("bad", "good");
        }
    }

    @TestFactory
    Stream<DynamicTest> examplesAreWhatTheyAreCalled() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Section section : sections()) {
            Matcher m = EXAMPLE.matcher(section.text);
            while (m.find()) {
                // The functions of OTTL are the engine's: its OttlExamplesTest runs the examples of 14xx.
                if (m.group(1).equals("yaml") && !section.id.startsWith("PHX14")) {
                    boolean bad = m.group(2).equals("bad");
                    String yaml = m.group(3);
                    tests.add(DynamicTest.dynamicTest(
                            section.id + " " + m.group(2),
                            () -> assertThat(codesOf(yaml).contains(section.id))
                                    .as("%s gives %s", yaml, codesOf(yaml))
                                    .isEqualTo(bad)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(2 * 35);
        return tests.stream();
    }

    private static List<String> codesOf(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        CompileSettings settings = new CompileSettings(
                CompiledFor.BASELINE,
                "run",
                "metrics",
                "127.0.0.1",
                new ProductionTarget.Configured(),
                CompileSettings.OwnTelemetry.SERVED);
        List<String> files = Stream.of(yaml.split("# then overlay.yaml\n"))
                .map(text -> text.startsWith("apiVersion:") ? file(text) : "yaml:" + text)
                .toList();
        Optional<YamlMapping> root = load(files, diagnostics);
        root.flatMap(r -> CollectorConfig.read(r, TestCatalog.catalog(), diagnostics))
                .ifPresent(config -> new Compiler(TestCatalog.catalog(), diagnostics).compile(config, settings));
        List<YamlMapping> layers = files.stream()
                .flatMap(file -> load(List.of(file), new Diagnostics()).stream())
                .toList();
        root.ifPresent(r -> Linter.run(r, layers, diagnostics));
        return diagnostics.all().stream().map(d -> d.code().id()).distinct().toList();
    }

    /** What is looked for inside a resource is looked for in files only. */
    private static String file(String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "", ".yaml"), text)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<YamlMapping> load(List<String> uris, Diagnostics diagnostics) {
        return new ConfigLoader(new LoadSettings(ENVIRONMENT, Path.of(".")).orEmbedded(), diagnostics)
                .load(uris, List.of());
    }
}
