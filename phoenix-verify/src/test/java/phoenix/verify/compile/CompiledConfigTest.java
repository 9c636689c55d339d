package phoenix.verify.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.OtelcolCompiler.Compiled;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlEmitter;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/** What the real Collector makes of compiled configurations, without running them. */
class CompiledConfigTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> ENVIRONMENT = Corpus.environment(
            IntStream.range(1, 7).map(i -> 31_000 + i).boxed().toList(), Path.of("/tmp"));

    @TempDir
    private Path folder;

    static List<String> names() throws IOException {
        return Corpus.names();
    }

    private Compiled compile(String name, CompiledFor variant) throws IOException {
        return Corpus.compile(name, List.of(), ENVIRONMENT, Corpus.settings(variant, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theCollectorAcceptsBothVariantsAndNoSecretIsInThem(String name) throws Exception {
        Path otelcol = Peer.OTELCOL.require();
        for (CompiledFor variant : CompiledFor.values()) {
            Compiled compiled = compile(name, variant);
            assertThat(compiled.config() + compiled.overlay() + compiled.changes())
                    .doesNotContain(Corpus.SECRET);
            otelcol(otelcol, name, "validate", List.of(write("config.yaml", compiled.config())));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theOverlayMergedAfterTheUsersFilesIsTheSameConfiguration(String name) throws Exception {
        Path otelcol = Peer.OTELCOL.require();
        for (CompiledFor variant : CompiledFor.values()) {
            Compiled compiled = compile(name, variant);
            assertThat(compiled.overlayProblem()).isEmpty();
            List<String> merged = new ArrayList<>(Corpus.files(name));
            merged.add(write("overlay.yaml", compiled.overlay()));
            assertThat(print(otelcol, name, merged))
                    .isEqualTo(print(otelcol, name, List.of(write("config.yaml", compiled.config()))));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyComponentOfTheUserStaysWhatItWasInTheBaseline(String name) throws Exception {
        Path otelcol = Peer.OTELCOL.require();
        String config = write("config.yaml", compile(name, CompiledFor.BASELINE).config());
        YamlMapping before = parse(print(otelcol, name, Corpus.files(name)));
        YamlMapping after = parse(print(otelcol, name, List.of(config)));
        for (String section : List.of("receivers", "processors", "exporters", "connectors", "extensions")) {
            if (before.get(section).orElse(null) instanceof YamlMapping components) {
                for (YamlMapping.Entry component : components.entries()) {
                    // The two variables of the decision record are filled in by Phoenix, and by nobody without it.
                    boolean labelled =
                            component.value().at("const_labels", "experiment").isPresent();
                    if (!labelled) {
                        assertThat(text(after, section, component.name()))
                                .as("%s::%s", section, component.name())
                                .isEqualTo(YamlEmitter.emit(component.value()));
                    }
                }
            }
        }
    }

    private static String text(YamlMapping root, String... path) {
        return root.at(path).map(YamlEmitter::emit).orElse("is not there");
    }

    private static YamlMapping parse(String text) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<YamlNode> root = new YamlReader(diagnostics).read("printed", text);
        assertThat(diagnostics.all()).isEmpty();
        return (YamlMapping) root.orElseThrow();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String print(Path otelcol, String name, List<String> configs) throws Exception {
        return otelcol(otelcol, name, "print-config", configs);
    }

    private static String otelcol(Path otelcol, String name, String subcommand, List<String> configs) throws Exception {
        List<String> command = new ArrayList<>(List.of(otelcol.toString(), subcommand));
        configs.forEach(config -> command.addAll(List.of("--config", config)));
        if (subcommand.equals("print-config")) {
            command.add("--mode=unredacted");
        }
        try (RealProcess process = RealProcess.start(command, Corpus.folder(name), ENVIRONMENT)) {
            assertThat(process.awaitExit(LIMIT))
                    .as(process.err() + process.out())
                    .isZero();
            return process.out();
        }
    }
}
