package phoenix.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.BuiltinComponents;

/** From the word of {@code --target} to the target. */
class TargetResolverTest {
    private static final String PRINTED = """
        buildinfo: {command: mine, version: 1.2.3}
        receivers: [{name: otlp, module: a/otlpreceiver v1, stability: {metrics: Stable, logs: Undefined}}]
        exporters: [{name: nop}]
        """;

    @TempDir
    Path folder;

    private final Diagnostics diagnostics = new Diagnostics();

    private Optional<Target> resolve(String word) {
        CollectorBinary.Limits limits = new CollectorBinary.Limits(Duration.ofSeconds(5), 100_000);
        return new TargetResolver(folder, limits)
                .resolve(word, BuiltinComponents.registry().catalog(), diagnostics);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @CsvSource({
        "embedded, embedded",
        "otelcol, otelcol",
        "otelcol-core, otelcol-core 0.156.0",
        "nrdot-collector-host, nrdot-collector-host 1.10.0"
    })
    void namesStandForTargets(String word, String name) {
        assertThat(resolve(word)).map(Target::name).contains(name);
        assertThat(diagnostics.isEmpty()).isTrue();
    }

    @Test
    void aFileIsARecordedList() throws IOException {
        Files.writeString(folder.resolve("list.yaml"), PRINTED);
        Target target = resolve("list.yaml").orElseThrow();
        assertThat(target.name()).isEqualTo("mine 1.2.3");
        assertThat(target.catalog().names(ComponentKind.EXPORTER)).containsExactly("nop");
    }

    @Test
    void aBinaryIsAskedForItsComponents() throws IOException {
        program("mine", "[ \"$1\" = components ] && cat <<'END'\n" + PRINTED + "END\n");
        assertThat(resolve("mine")).map(Target::name).contains("mine 1.2.3");
        assertThat(resolve(folder.resolve("mine").toString())).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo no such command; exit 3 | exit status 3): no such command",
                "exit 1 | it said nothing",
                "yes | printed more than a list",
                "echo hello | no list of components",
                "true | no list of components"
            })
    void aBinaryWithoutAUsableAnswerIsReported(String script, String problem) throws IOException {
        program("mine", script);
        assertThat(resolve("mine")).isEmpty();
        assertThat(diagnostics.errors()).singleElement().asString().contains("PHX1317", problem);
    }

    @Test
    void aBinaryThatNeverAnswersIsEnded() throws IOException {
        program("mine", "exec sleep 1000");
        CollectorBinary.Limits limits = new CollectorBinary.Limits(Duration.ofMillis(300), 100);
        assertThat(new TargetResolver(folder, limits).list("mine", diagnostics)).isEmpty();
        assertThat(diagnostics.errors()).singleElement().asString().contains("did not list its components within");
    }

    @ParameterizedTest
    @ValueSource(strings = {"otelcl", "missing.yaml", ".", "/dev/zero", "", "a\0b"})
    void whatIsNoTargetIsReported(String word) {
        assertThat(resolve(word)).isEmpty();
        assertThat(diagnostics.errors()).singleElement().asString().contains("PHX1317");
    }

    @Test
    void aMisspeltNameIsFound() {
        assertThat(resolve("otelcol-contrb")).isEmpty();
        assertThat(diagnostics.errors()).singleElement().asString().contains("did you mean \"otelcol-contrib\"?");
    }
}
