package phoenix.verify.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.Target;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.OtelcolCompiler;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.engine.BuiltinComponents;

/**
 * Configurations of the kinds that are met in the field. None is refused, and every value that its author wrote is in the
 * compiled baseline as it was written: seen by a YAML reader that knows nothing of Phoenix.
 */
class FieldConfigTest {
    private static final Path FOLDER = Path.of("src/test/resources/field").toAbsolutePath();
    private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "s3cret", "LISTEN", "127.0.0.1");
    private static final List<String> WIRED = List.of("receivers", "processors", "exporters");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingIsWrongWithIt(String name) {
        Target target = Target.otelcol(BuiltinComponents.registry().catalog());
        Diagnostics diagnostics = target.diagnostics();
        new ConfigLoader(new phoenix.config.load.LoadSettings(ENVIRONMENT, FOLDER), diagnostics)
                .load(List.of(name), List.of())
                .ifPresent(root -> CollectorConfig.read(root, target.catalog(), diagnostics));
        assertThat(diagnostics.errors())
                .as(DiagnosticRenderer.text(diagnostics))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyValueIsInTheBaselineAsItWasWritten(String name) throws IOException {
        String compiled = compile(name, CompiledFor.BASELINE);
        List<String> lost = new ArrayList<>();
        compare("", plain(Files.readString(FOLDER.resolve(name))), plain(compiled), lost);
        assertThat(lost).as(compiled).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theCandidateListensNowhereBesideTheBaseline(String name) {
        assertThat(compile(name, CompiledFor.CANDIDATE)).doesNotContain(":4317\"", ":6060", "2055", "0.0.0.0:4");
    }

    private static String compile(String name, CompiledFor variant) {
        Diagnostics diagnostics = new Diagnostics();
        return new OtelcolCompiler(
                        new phoenix.config.load.LoadSettings(ENVIRONMENT, FOLDER), new FreePorts(), diagnostics)
                .compile(
                        new OtelcolCompiler.Input(List.of(name), List.of()), Corpus.settings(variant, Optional.empty()))
                .orElseThrow(() -> new AssertionError(DiagnosticRenderer.text(diagnostics)))
                .config();
    }

    private static Object plain(String yaml) {
        return Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    /** Lists of a pipeline may be longer; what the user wrote stands in them in its order. */
    private static void compare(String path, Object was, Object is, List<String> lost) {
        if (was instanceof Map<?, ?> map && is instanceof Map<?, ?> other) {
            new LinkedHashMap<>(map).forEach((key, value) -> {
                String at = path + "::" + key;
                if (!other.containsKey(key)) {
                    lost.add(at + " is not there");
                } else if (value != null && other.get(key) != null) {
                    compare(at, value, other.get(key), lost);
                } else if (value != null || other.get(key) != null) {
                    lost.add(at + " was " + value + " and is " + other.get(key));
                }
            });
        } else if (path.startsWith("::service::pipelines") && WIRED.stream().anyMatch(path::endsWith)) {
            List<?> kept =
                    ((List<?>) is).stream().filter(((List<?>) was)::contains).toList();
            if (!kept.equals(was)) {
                lost.add(path + " was " + was + " and is " + is);
            }
        } else if (!path.startsWith("::service::telemetry::metrics::readers") && !was.equals(is)) {
            lost.add(path + " was " + was + " and is " + is);
        }
    }
}
