package phoenix.config.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.config.GoldenFolder;
import phoenix.config.TestCatalog;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

class CollectorConfigTest {
    private final Diagnostics diagnostics = new Diagnostics();

    static List<GoldenFolder> folders() {
        return GoldenFolder.all("collector");
    }

    private Optional<CollectorConfig> read(GoldenFolder folder) {
        return new ConfigLoader(folder.settings(), diagnostics)
                .load(folder.arguments("--config"), folder.arguments("--set"))
                .flatMap(root -> CollectorConfig.read(root, TestCatalog.catalog(), diagnostics));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void saysAllThatIsWrong(GoldenFolder folder) {
        read(folder);

        folder.expect("diagnostics.txt", DiagnosticRenderer.text(diagnostics));
    }

    /** A folder with a file {@code differs} says there why Phoenix decides otherwise. */
    @ParameterizedTest
    @MethodSource("folders")
    void acceptsAndRefusesAsTheCollector(GoldenFolder folder) throws Exception {
        Path otelcol = Peer.OTELCOL.require();
        List<String> command = new ArrayList<>(List.of(otelcol.toString(), "validate"));
        folder.arguments("--config").forEach(uri -> command.add("--config=" + uri));
        folder.arguments("--set").forEach(set -> command.add("--set=" + set));

        try (RealProcess process =
                RealProcess.start(command, folder.path(), folder.settings().environment())) {
            boolean accepted = process.awaitExit(Duration.ofSeconds(60)) == 0;
            boolean differs = !folder.lines("differs").isEmpty();
            assertThat(read(folder).isPresent())
                    .as("otelcol says: %s%nPhoenix says: %s", process.err(), diagnostics.all())
                    .isEqualTo(accepted != differs);
        }
    }

    private CollectorConfig sound(String yaml) {
        return new ConfigLoader(new LoadSettings(Map.of("KEY", "s3cret"), Path.of(".")), diagnostics)
                .load(List.of("yaml:" + yaml), List.of())
                .flatMap(root -> CollectorConfig.read(root, TestCatalog.catalog(), diagnostics))
                .orElseThrow(() -> new AssertionError(DiagnosticRenderer.text(diagnostics)));
    }

    private static final String SMALL = """
        receivers: {hostmetrics/a: {scrapers: {cpu: }}, otlp: {protocols: {grpc: }}}
        processors: {batch: {timeout: 3s}}
        exporters: {otlphttp: {endpoint: http://x, headers: {api-key: '${KEY}'}}, nop: }
        service:
          telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 9999}}}}]}}
          pipelines:
            metrics: {receivers: [hostmetrics/a, otlp], processors: [batch], exporters: [otlphttp, nop]}
        """;

    @Test
    void givesTypedSettingsByCanonicalType() {
        CollectorConfig config = sound(SMALL);

        ComponentConfig exporter = config.find(ComponentKind.EXPORTER, ComponentId.parse("otlphttp"))
                .orElseThrow();
        assertThat(exporter.type()).isEqualTo("otlp_http");
        assertThat(exporter.settings(TestCatalog.OTLP)).isEqualTo("http://x");
        ComponentConfig batch =
                config.find(ComponentKind.PROCESSOR, ComponentId.parse("batch")).orElseThrow();
        assertThatThrownBy(() -> batch.settings(TestCatalog.OTLP)).isInstanceOf(IllegalArgumentException.class);
        assertThat(config.pipelines(Signal.METRICS))
                .containsOnlyKeys(PipelineId.parse("metrics"))
                .satisfies(p ->
                        assertThat(p.values().iterator().next().receivers()).hasToString("[hostmetrics/a, otlp]"));
        assertThat(config.telemetry().listeners()).containsExactly(new TelemetryConfig.Listener("0.0.0.0", 9999));
        assertThat(config + " " + exporter).doesNotContain("s3cret");
    }

    @Test
    void ownTelemetryListensOn8888UnlessMovedOrOff() {
        assertThat(sound(SMALL.replaceAll("  telemetry: .*\n", "")).telemetry().listeners())
                .containsExactly(new TelemetryConfig.Listener("localhost", 8888));
        assertThat(sound(SMALL.replaceAll("telemetry: .*\n", "telemetry: {metrics: {level: None}}\n"))
                        .telemetry()
                        .listeners())
                .isEmpty();
    }
}
