package phoenix.config.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.config.GoldenFolder;
import phoenix.config.TestCatalog;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.compile.CompileResult.Compiled;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.spec.Secret;
import phoenix.config.yaml.Redaction;
import phoenix.config.yaml.YamlEmitter;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

class CompilerTest {
    private static final String RUN = "demo-20261123T120000Z-abcd";

    private final Diagnostics diagnostics = new Diagnostics();

    static List<GoldenFolder> folders() {
        return GoldenFolder.all("compile");
    }

    private static CompileSettings settings(CompiledFor variant, ProductionTarget production) {
        return new CompileSettings(
                variant, RUN, "metrics", "127.0.0.1", production, CompileSettings.OwnTelemetry.SERVED);
    }

    private static ProductionTarget production(GoldenFolder folder, CompiledFor variant) {
        String text = folder.lines("production").isEmpty()
                ? "configured"
                : folder.lines("production").getFirst();
        return switch (text) {
            case "stand-in" -> new ProductionTarget.StandIn("http://127.0.0.1:4317", "http://127.0.0.1:4318");
            case "newrelic-eu" ->
                new ProductionTarget.NewRelic(ProductionTarget.Region.EU, new Secret("ingest-s3cret"));
            case "shadow" ->
                variant == CompiledFor.BASELINE
                        ? new ProductionTarget.Configured()
                        : new ProductionTarget.Shadow(
                                Optional.of("https://shadow.example.com:4317"),
                                Optional.of(new Secret("shadow-s3cret")));
            case "newrelic-without-key" -> new ProductionTarget.NewRelic(ProductionTarget.Region.US, new Secret(""));
            default -> new ProductionTarget.Configured();
        };
    }

    private CompileResult compile(GoldenFolder folder, CompiledFor variant) {
        LoadSettings given = folder.settings();
        LoadSettings load = new LoadSettings(
                CompileSettings.environment(given.environment(), RUN, "metrics"), given.workingDirectory());
        Optional<CollectorConfig> config = new ConfigLoader(load, diagnostics)
                .load(folder.arguments("--config"), folder.arguments("--set"))
                .flatMap(root -> CollectorConfig.read(root, TestCatalog.catalog(), diagnostics));
        return config.map(c -> new Compiler(TestCatalog.catalog(), diagnostics)
                        .compile(c, settings(variant, production(folder, variant))))
                .orElseGet(CompileResult.Rejected::new);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void addsTheSecondExportAndSaysWhatItDid(GoldenFolder folder) {
        StringBuilder changes = new StringBuilder();
        for (CompiledFor variant : CompiledFor.values()) {
            CompileResult result = compile(folder, variant);
            String text = "";
            if (result instanceof Compiled compiled) {
                text = YamlEmitter.emit(compiled.config().source(), Redaction.of(diagnostics::isSecret));
                changes.append(variant).append(":\n");
                compiled.changes().forEach(c -> changes.append("  ").append(c).append('\n'));
                changes.append("  production: ")
                        .append(compiled.productionExporters())
                        .append('\n');
                changes.append("  comparison: ")
                        .append(compiled.comparisonExporters().stream()
                                .map(ComponentId::toString)
                                .sorted()
                                .toList())
                        .append('\n');
            }
            assertThat(text).doesNotContain("s3cret");
            folder.expect(variant + ".yaml", text);
        }
        folder.expect("changes.txt", changes.toString());
        assertThat(DiagnosticRenderer.text(diagnostics)).doesNotContain("s3cret");
        folder.expect("diagnostics.txt", DiagnosticRenderer.text(diagnostics));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theCollectorAcceptsWhatIsCompiled(GoldenFolder folder, @TempDir Path directory) throws Exception {
        Path otelcol = Peer.OTELCOL.require();
        for (CompiledFor variant : CompiledFor.values()) {
            if (compile(folder, variant) instanceof Compiled compiled) {
                Path file = directory.resolve(variant + ".yaml");
                Files.writeString(file, YamlEmitter.emit(compiled.config().source()));
                try (RealProcess process =
                        RealProcess.start(List.of(otelcol.toString(), "validate", "--config=" + file))) {
                    assertThat(process.awaitExit(Duration.ofSeconds(60)))
                            .as(process.err())
                            .isZero();
                }
            }
        }
    }

    @Test
    void ownTelemetryThatIsNotServedIsSaidToBeOmittedAndNotMoved() {
        CollectorConfig config = read(TWO_PIPELINES);
        for (CompiledFor variant : CompiledFor.values()) {
            CompileSettings settings = new CompileSettings(
                    variant,
                    RUN,
                    "metrics",
                    "127.0.0.1",
                    new ProductionTarget.Configured(),
                    CompileSettings.OwnTelemetry.IN_REPORT);
            assertThat(new Compiler(TestCatalog.catalog(), diagnostics).compile(config, settings))
                    .isInstanceOfSatisfying(Compiled.class, compiled -> {
                        assertThat(compiled.changes())
                                .extracting(Change::kind)
                                .contains(Change.Kind.OMITTED)
                                .doesNotContain(Change.Kind.MOVED);
                        assertThat(compiled.config().source().at("service", "telemetry"))
                                .as("nothing is written that is not done")
                                .isEmpty();
                    });
        }
    }

    private static final String TWO_PIPELINES = """
        receivers: {otlp: {protocols: {grpc: }}}
        processors: {batch: , attributes: {actions: [{key: a, value: b, action: insert}]}}
        exporters: {otlp_http: {endpoint: http://x}, prometheus: {endpoint: 0.0.0.0:9100}, otlp_http/2: {endpoint: http://y}}
        service:
          pipelines:
            metrics: {receivers: [otlp], processors: [batch, attributes], exporters: [otlp_http, prometheus]}
            metrics/b: {receivers: [otlp], processors: [batch], exporters: [otlp_http/2]}
        """;

    private static CollectorConfig read(String yaml) {
        Diagnostics own = new Diagnostics();
        return new ConfigLoader(new LoadSettings(Map.of(), Path.of(".")), own)
                .load(List.of("yaml:" + yaml), List.of())
                .flatMap(root -> CollectorConfig.read(root, TestCatalog.catalog(), own))
                .orElseThrow(() -> new AssertionError(DiagnosticRenderer.text(own)));
    }

    /** The checker knows nothing of the passes: each of these faults has to be found in the two configurations alone. */
    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void theInvariantCheckerFindsPlantedFaults(PlantedFault fault) {
        CollectorConfig before = read(TWO_PIPELINES);
        CollectorConfig after = read(TWO_PIPELINES.replace(fault.from, fault.to));

        assertThat(InvariantChecker.violations(
                        before, after, settings(fault.variant, new ProductionTarget.Configured()), Set.of()))
                .as(fault.name())
                .singleElement()
                .asString()
                .contains(fault.says);
        assertThat(InvariantChecker.violations(
                        before, before, settings(fault.variant, new ProductionTarget.Configured()), Set.of()))
                .isEmpty();
    }

    enum PlantedFault {
        EXPORTER_DROPPED(
                CompiledFor.BASELINE,
                "exporters: [otlp_http, prometheus]",
                "exporters: [prometheus]",
                "exporters were"),
        PROCESSOR_INSERTED(
                CompiledFor.BASELINE, "processors: [batch]", "processors: [attributes, batch]", "processors were"),
        PROCESSORS_SWAPPED(CompiledFor.CANDIDATE, "[batch, attributes]", "[attributes, batch]", "processors were"),
        PIPELINE_LOST(
                CompiledFor.BASELINE,
                "    metrics/b: {receivers: [otlp], processors: [batch], exporters: [otlp_http/2]}\n",
                "",
                "the pipelines were"),
        ENDPOINT_CHANGED(CompiledFor.CANDIDATE, "endpoint: http://y", "endpoint: http://z", "other settings"),
        HEADER_ADDED(
                CompiledFor.BASELINE,
                "{endpoint: http://y}",
                "{endpoint: http://y, headers: {a: b}}",
                "other settings"),
        PULL_EXPORTER_MOVED(CompiledFor.BASELINE, "0.0.0.0:9100", "127.0.0.1:0", "other settings"),
        MARK_IN_PROCESSOR(CompiledFor.BASELINE, "value: b", "value: c", "other settings"),
        TYPE_OF_VALUE_CHANGED(CompiledFor.BASELINE, "value: b", "value: 5", "other settings"),
        COMPONENT_ADDED(CompiledFor.BASELINE, "processors: {batch: ,", "processors: {batch: , batch/2: ,", "was added"),
        RECEIVER_CHANGED(CompiledFor.CANDIDATE, "{grpc: }", "{http: }", "other settings");

        private final CompiledFor variant;
        private final String from;
        private final String to;
        private final String says;

        PlantedFault(CompiledFor variant, String from, String to, String says) {
            this.variant = variant;
            this.from = from;
            this.to = to;
            this.says = says;
        }
    }

    @Test
    void pullExportersOfTheCandidateMayMove() {
        CollectorConfig before = read(TWO_PIPELINES);
        CollectorConfig after = read(TWO_PIPELINES.replace("0.0.0.0:9100", "127.0.0.1:0"));

        assertThat(InvariantChecker.violations(
                        before, after, settings(CompiledFor.CANDIDATE, new ProductionTarget.Configured()), Set.of()))
                .isEmpty();
    }

    @Test
    void anUnsetKeyIsAnErrorInProductionAndAWarningElsewhere() {
        String yaml = """
            receivers: {otlp: {protocols: {grpc: }}}
            exporters: {otlp_http: {endpoint: http://x, headers: {api-key: '${NO_KEY}'}}}
            service: {pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http]}}}
            """;
        CollectorConfig config = read(yaml);
        Compiler compiler = new Compiler(TestCatalog.catalog(), diagnostics);

        assertThat(compiler.compile(
                        config,
                        settings(
                                CompiledFor.BASELINE,
                                new ProductionTarget.StandIn("http://127.0.0.1:1", "http://127.0.0.1:2"))))
                .isInstanceOf(Compiled.class);
        assertThat(diagnostics.all()).isEmpty();
        assertThat(compiler.compile(config, settings(CompiledFor.BASELINE, new ProductionTarget.Configured())))
                .isInstanceOf(CompileResult.Rejected.class);
        assertThat(diagnostics.errors())
                .extracting(Diagnostic::code)
                .containsExactly(DiagnosticCode.UNSET_IN_PRODUCTION);
    }
}
