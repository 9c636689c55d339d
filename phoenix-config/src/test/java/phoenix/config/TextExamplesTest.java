package phoenix.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.collector.Signal;
import phoenix.config.compile.CompileSettings;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.Compiler;
import phoenix.config.compile.ProductionTarget;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.yaml.YamlLimits;

/** The examples of {@code docs/errors.md} that a page can only hint at, spelled out and run. */
class TextExamplesTest {
    /**
     * What the catalog here cannot show: a fault of the compiler is planted in {@code CompilerTest}, targets are in {@code
     * TargetTest}, files that hold a configuration in {@code EmbeddedFormsTest}, values that
     * the engine does not do in its {@code TargetLimitsTest}.
     */
    private static final Set<String> ELSEWHERE =
            Set.of("PHX1108", "PHX1109", "PHX1214", "PHX1316", "PHX1317", "PHX1506");

    private static final String SERVICE = "service: {pipelines: {metrics: {receivers: [%s], exporters: [%s]}}}";

    @TempDir
    private Path folder;

    /** What is loaded: the content of {@code collector.yaml}, the URI to load, an option {@code --set}. */
    private record Input(byte[] content, String uri, List<String> set) {
        static Input yaml(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }

        static Input of(byte[] content) {
            return new Input(content, "collector.yaml", List.of());
        }
    }

    private record Example(String code, Input bad, Input good) {}

    private static List<Example> examples() {
        Input plain = Input.yaml("processors: {batch: }");
        byte[] latin1 = "name: café".getBytes(StandardCharsets.ISO_8859_1);
        String receivers = "{filelog: , otlp: {protocols: {grpc: }}}";
        String logs = "receivers: " + receivers + "\nexporters: {nop: }\n" + SERVICE;
        String standIn = "receivers: " + receivers
                + "\nexporters: {prometheus_remote_write: , otlp_http: {endpoint: 'http://x'}}\n" + SERVICE;
        return List.of(
                new Example("PHX1001", new Input(new byte[0], "colector.yaml", List.of()), plain),
                new Example("PHX1002", Input.of(new byte[YamlLimits.DEFAULT.bytesMax() + 1]), plain),
                new Example("PHX1003", Input.of(latin1), Input.yaml("name: café")),
                new Example(
                        "PHX1006", Input.yaml("a: " + "[".repeat(101) + "]".repeat(101)), Input.yaml("a: [[1], [2]]")),
                new Example("PHX1007", Input.yaml(aliases(20)), Input.yaml(aliases(2))),
                new Example(
                        "PHX1107",
                        new Input(plain.content(), plain.uri(), List.of("processors.batch.timeout")),
                        new Input(plain.content(), plain.uri(), List.of("processors.batch.timeout=2s"))),
                new Example(
                        "PHX1314",
                        Input.yaml(logs.formatted("filelog", "nop")),
                        Input.yaml(logs.formatted("otlp", "nop"))),
                new Example(
                        "PHX1504",
                        Input.yaml(standIn.formatted("otlp", "prometheus_remote_write")),
                        Input.yaml(standIn.formatted("otlp", "otlp_http"))));
    }

    /** Each anchor stands for twice the values of the one before. */
    private static String aliases(int count) {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < count; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        return text.toString();
    }

    @TestFactory
    Stream<DynamicTest> examplesAreWhatTheyAreCalled() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Example example : examples()) {
            tests.add(DynamicTest.dynamicTest(
                    example.code() + " bad",
                    () -> assertThat(codesOf(example.bad())).contains(example.code())));
            tests.add(DynamicTest.dynamicTest(
                    example.code() + " good",
                    () -> assertThat(codesOf(example.good())).doesNotContain(example.code())));
        }
        return tests.stream();
    }

    @Test
    void everyExampleInPlainTextIsSpelledOutHere() throws IOException {
        Set<String> inText = new TreeSet<>();
        Matcher m = Pattern.compile("(?ms)^### (PHX\\d{4})\\n(.*?)(?=^##|\\z)")
                .matcher(Files.readString(Path.of("../docs/errors.md")));
        while (m.find()) {
            // Those of 151x are command lines: OtelcolCompilerTest and CompileCommandTest run them.
            boolean elsewhere = ELSEWHERE.contains(m.group(1)) || m.group(1).startsWith("PHX151");
            if (m.group(2).contains("```text ") && !elsewhere) {
                inText.add(m.group(1));
            }
        }
        assertThat(examples()).extracting(Example::code).containsExactlyElementsOf(inText);
    }

    private List<String> codesOf(Input input) throws IOException {
        Files.write(folder.resolve("collector.yaml"), input.content());
        Diagnostics diagnostics = new Diagnostics();
        ComponentCatalog catalog = catalog();
        CompileSettings settings = new CompileSettings(
                CompiledFor.BASELINE,
                "run",
                "metrics",
                "127.0.0.1",
                new ProductionTarget.StandIn("http://127.0.0.1:1", "http://127.0.0.1:2"),
                CompileSettings.OwnTelemetry.SERVED);
        new ConfigLoader(new LoadSettings(Map.of(), folder), diagnostics)
                .load(List.of(input.uri()), input.set())
                .flatMap(root -> CollectorConfig.read(root, catalog, diagnostics))
                .ifPresent(config -> new Compiler(catalog, diagnostics).compile(config, settings));
        return diagnostics.all().stream().map(d -> d.code().id()).distinct().toList();
    }

    private static ComponentCatalog catalog() {
        ConfigSpec<String> nothing = ConfigSpec.of(_ -> "");
        ComponentCatalog known = TestCatalog.catalog();
        List<ComponentSpec<?>> specs = new ArrayList<>();
        for (ComponentKind kind : ComponentKind.values()) {
            known.names(kind).forEach(name -> specs.add(known.find(kind, name).orElseThrow()));
        }
        specs.add(new ComponentSpec<>(ComponentKind.RECEIVER, "filelog", List.of(), nothing, Set.of(Signal.LOGS)));
        specs.add(ComponentSpec.metrics(ComponentKind.EXPORTER, "prometheus_remote_write", List.of(), nothing));
        return ComponentCatalog.of(specs);
    }
}
