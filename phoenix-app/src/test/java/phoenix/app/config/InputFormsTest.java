package phoenix.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.app.check.CheckCommand;
import phoenix.app.cli.Cli;
import phoenix.app.compile.CompileCommand;
import phoenix.app.diff.DiffCommand;
import phoenix.engine.BuiltinComponents;

/** Every command that says CONFIG takes every form of one. */
class InputFormsTest {
    private static final String CONFIG = """
        receivers: {otlp: {protocols: {grpc: {endpoint: "localhost:4317"}}}}
        processors: {memory_limiter: {check_interval: 1s, limit_mib: 400}, batch: }
        exporters: {otlp_http: {endpoint: "https://b.example.com", headers: {api-key: "${env:PATH}"}}}
        service: {pipelines: {metrics: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_http]}}}
        """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Cli.run(
                List.of(
                        new CheckCommand(BuiltinComponents::registry),
                        new CompileCommand(BuiltinComponents::registry),
                        new DiffCommand(BuiltinComponents::registry)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                args);
    }

    private String write(String form) throws IOException {
        String text = switch (form) {
            case "resource" -> """
                apiVersion: opentelemetry.io/v1beta1
                kind: OpenTelemetryCollector
                metadata: {name: edge}
                spec:
                  env: [{name: PATH, value: s3cret}]
                  config:
                """ + CONFIG.indent(4);
            case "map", "map#relay.yaml" -> """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: edge}
                data:
                  relay.yaml: |
                """ + CONFIG.indent(4);
            case "values" -> "mode: daemonset\nconfig:\n" + CONFIG.indent(2);
            default -> CONFIG;
        };
        int hash = form.indexOf('#');
        Path file = folder.resolve((hash < 0 ? form : form.substring(0, hash)) + ".yaml");
        Files.writeString(file, text);
        return file + (hash < 0 ? "" : form.substring(hash));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "resource", "map", "map#relay.yaml", "values"})
    void everyFormIsCheckedCompiledAndCompared(String form) throws IOException {
        String config = write(form);
        assertThat(run("check", config)).as("%s%s", out, err).isZero();
        for (String emit : List.of("config", "overlay", "scrape")) {
            assertThat(run("compile", config, "--variant", "candidate", "--experiment", "demo", "--emit", emit))
                    .as("%s%s", out, err)
                    .isZero();
            assertThat(out.toString()).contains("# Written by phoenix compile").doesNotContain("s3cret", "ConfigMap");
        }
        assertThat(run("diff", config, write("plain"))).as("%s%s", out, err).isZero();
        assertThat(out.toString()).contains("no difference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "compile", "diff"})
    void aPipelineOfTheCatalogIsAConfiguration(String command) {
        String config = "catalog:process-topk-v1";
        String[] args = switch (command) {
            case "compile" ->
                new String[] {
                    command,
                    config,
                    "--variant",
                    "baseline",
                    "--experiment",
                    "demo",
                    "--production-endpoint",
                    "http://127.0.0.1:4318"
                };
            case "diff" -> new String[] {command, config, config};
            default -> new String[] {command, config};
        };
        assertThat(run(args)).as("%s%s", out, err).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "compile", "diff"})
    void theFileThatIsReadIsNotOverwritten(String command) throws IOException {
        String config = write("map#relay.yaml");
        Path file = folder.resolve("map.yaml");
        String before = Files.readString(file);
        String[] args = switch (command) {
            case "compile" ->
                new String[] {command, config, "--variant", "baseline", "--experiment", "demo", "-o", file.toString()};
            case "diff" -> new String[] {command, config, config, "-o", file.toString()};
            default -> new String[] {command, config, "-o", file.toString()};
        };
        assertThat(run(args)).isEqualTo(2);
        assertThat(err.toString()).contains("is the configuration that is read");
        assertThat(Files.readString(file)).isEqualTo(before);
    }
}
