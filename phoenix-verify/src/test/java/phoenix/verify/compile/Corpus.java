package phoenix.verify.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import phoenix.config.collector.Target;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.OtelcolCompiler;
import phoenix.config.compile.otelcol.OtelcolCompiler.Compiled;
import phoenix.config.compile.otelcol.OtelcolSettings;
import phoenix.config.compile.otelcol.OtelcolSettings.Listen;
import phoenix.config.compile.otelcol.OtelcolSettings.ProductionEndpoint;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.LoadSettings;
import phoenix.engine.BuiltinComponents;

/** Configurations of many kinds: each folder's YAML files are merged in the order of their names. */
final class Corpus {
    static final String EXPERIMENT = "demo-20261123T120000Z-abcd";
    static final String SECRET = "s3cret";
    private static final Path ROOT = Path.of("src/test/resources/compile").toAbsolutePath();

    private Corpus() {}

    static List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    static Path folder(String name) {
        return ROOT.resolve(name);
    }

    static List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder(name))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** What the configurations ask of their environment. */
    static Map<String, String> environment(List<Integer> ports, Path folder) {
        Map<String, String> environment = new TreeMap<>();
        List<String> names = List.of("OTLP_GRPC", "OTLP_HTTP", "HEALTH", "PAGE_1", "PAGE_2", "TELEMETRY");
        for (int i = 0; i < names.size(); i++) {
            environment.put(names.get(i), Integer.toString(ports.get(i)));
        }
        environment.put("FOLDER", folder.toString());
        environment.put("TOKEN", SECRET + "-token");
        environment.put("NEW_RELIC_API_KEY", SECRET + "-key");
        return environment;
    }

    static OtelcolSettings settings(CompiledFor variant, Optional<String> production) {
        return new OtelcolSettings(
                variant,
                EXPERIMENT,
                "edge",
                new Listen("127.0.0.1", OptionalInt.empty()),
                production.map(url -> new ProductionEndpoint(url, url)),
                Target.otelcol(BuiltinComponents.registry().catalog()).catalog(),
                Set.of());
    }

    static Compiled compile(String name, List<String> more, Map<String, String> environment, OtelcolSettings settings)
            throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        List<String> configs =
                Stream.concat(files(name).stream(), more.stream()).toList();
        return new OtelcolCompiler(new LoadSettings(environment, folder(name)), new FreePorts(), diagnostics)
                .compile(new OtelcolCompiler.Input(configs, List.of()), settings)
                .orElseThrow(() -> new AssertionError(DiagnosticRenderer.text(diagnostics)));
    }
}
