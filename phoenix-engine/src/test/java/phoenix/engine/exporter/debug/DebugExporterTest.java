package phoenix.engine.exporter.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Outcome;
import phoenix.engine.peer.Collector;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.processor.OtlpJson;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Golden;

/** The text is that of the Collector: golden files hold what otelcol 0.159 printed. */
class DebugExporterTest {
    private static final Path FOLDER = Path.of("src/test/resources/exporters");

    private final VirtualTime time = new VirtualTime();
    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Verbosity.class)
    void printsAsRecorded(Verbosity verbosity) throws IOException {
        Golden.check(FOLDER.resolve("debug-" + name(verbosity) + ".txt"), print(verbosity));
    }

    @ParameterizedTest
    @EnumSource(Verbosity.class)
    void printsAsTheCollector(Verbosity verbosity) throws Exception {
        String settings = "{verbosity: " + name(verbosity) + ", use_internal_logger: false}";
        try (Collector collector = Collector.exporting(folder, "debug", settings)) {
            collector.post(corpus());
            assertThat(print(verbosity).stripTrailing())
                    .isEqualTo(collector.finish().stripTrailing());
        }
    }

    @Test
    void printsTheFirstOfASecondAndThenEverySoMany() {
        DebugExporter exporter = exporter(new DebugExporter.Config(Verbosity.BASIC, 2, 3, true));
        for (int i = 0; i < 9; i++) {
            assertThat(exporter.consume(MetricBatch.EMPTY)).isEqualTo(Outcome.ACCEPTED);
        }
        assertThat(lines).as("1, 2, then 5 and 8").hasSize(4);
        time.advance(Duration.ofSeconds(1));
        assertThat(exporter.consume(MetricBatch.EMPTY)).isEqualTo(Outcome.ACCEPTED);
        assertThat(lines).hasSize(5);
    }

    @Test
    void printsNothingMoreWhenThereafterIsZero() {
        DebugExporter exporter = exporter(new DebugExporter.Config(Verbosity.BASIC, 1, 0, true));
        for (int i = 0; i < 5; i++) {
            assertThat(exporter.consume(MetricBatch.EMPTY)).isEqualTo(Outcome.ACCEPTED);
        }
        assertThat(lines).hasSize(1);
    }

    @Test
    void takesTheDefaultsOfTheCollector() {
        assertThat(config("{}")).isEqualTo(new DebugExporter.Config(Verbosity.BASIC, 2, 1, true));
        assertThat(config("{verbosity: Detailed, sampling_initial: 5, sampling_thereafter: 200}"))
                .isEqualTo(new DebugExporter.Config(Verbosity.DETAILED, 5, 200, true));
    }

    private static DebugExporter.Config config(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        return new YamlReader(diagnostics)
                .read("test.yaml", yaml)
                .flatMap(node -> DebugExporter.TYPE.spec().config().decode(node, "exporters::debug", diagnostics))
                .orElseThrow();
    }

    private static String name(Verbosity verbosity) {
        return verbosity.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String corpus() throws IOException {
        return Files.readString(FOLDER.resolve("corpus.json"));
    }

    private String print(Verbosity verbosity) throws IOException {
        DebugExporter exporter = exporter(new DebugExporter.Config(verbosity, 2, 1, true));
        assertThat(exporter.consume(OtlpJson.read(corpus()))).isEqualTo(Outcome.ACCEPTED);
        return String.join("\n", lines) + "\n";
    }

    private DebugExporter exporter(DebugExporter.Config config) {
        ComponentContext context = new ComponentContext(
                "debug", time, Thread::new, new ComponentTelemetry(), Map.of(), ComponentContext.Delivery.SEND);
        return new DebugExporter(config, context, lines::add);
    }
}
