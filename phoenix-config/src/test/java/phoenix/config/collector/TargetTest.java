package phoenix.config.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.TestCatalog;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.Severity;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;

/** A configuration is checked against what will run it. */
class TargetTest {
    private static final ComponentCatalog ENGINE = TestCatalog.catalog();
    private static final Target EMBEDDED = Target.embedded(ENGINE);
    private static final Target OTELCOL = Target.otelcol(ENGINE);
    private static final Path PRINTED = Path.of("src/test/resources/otelcol-0.159.0-components.yaml");

    private static final String UNKNOWN_EXPORTER = """
        receivers: {otlp: {protocols: {grpc: }}}
        exporters: {kafka: {brokers: [a, b]}}
        service: {pipelines: {metrics: {receivers: [otlp], exporters: [kafka]}}}
        """;

    private record Read(Optional<CollectorConfig> config, List<Diagnostic> findings) {
        List<String> lines() {
            return findings.stream().map(Diagnostic::toString).toList();
        }

        List<String> errors() {
            return findings.stream()
                    .filter(Diagnostic::isError)
                    .map(Diagnostic::toString)
                    .toList();
        }
    }

    private static Read read(String yaml, Target target) {
        Diagnostics diagnostics = target.diagnostics();
        Optional<CollectorConfig> config = new ConfigLoader(new LoadSettings(Map.of(), Path.of(".")), diagnostics)
                .load(List.of("yaml:" + yaml), List.of())
                .flatMap(root -> CollectorConfig.read(root, target.catalog(), diagnostics));
        return new Read(config, diagnostics.all());
    }

    private static ComponentList list(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        return Target.read("list.yaml", yaml.getBytes(StandardCharsets.UTF_8), diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all().toString()));
    }

    private static Target printed() throws IOException {
        return Target.recorded(list(Files.readString(PRINTED)), ENGINE);
    }

    @Test
    void anUnknownTypeIsAnErrorForTheEngineAndAHintForAnyCollector() {
        assertThat(read(UNKNOWN_EXPORTER, EMBEDDED).errors())
                .singleElement()
                .asString()
                .contains("PHX1302");
        Read otelcol = read(UNKNOWN_EXPORTER, OTELCOL);
        assertThat(otelcol.config()).isPresent();
        assertThat(otelcol.findings()).singleElement().satisfies(d -> {
            assertThat(d.severity()).isEqualTo(Severity.HINT);
            assertThat(d.toString())
                    .isEqualTo("--config[0]:2:13: hint PHX1303: Phoenix does not know exporter type \"kafka\": its"
                            + " settings are not checked");
        });
    }

    @Test
    void aTypeThatNoListHasGetsTheNearestName() {
        String yaml = UNKNOWN_EXPORTER.replace("kafka", "loadbalancng");
        assertThat(read(yaml, OTELCOL).lines()).singleElement().asString().contains("did you mean \"loadbalancing\"?");
    }

    @Test
    void knownComponentsAreCheckedForAnyCollector() {
        String yaml = """
            receivers: {otlp: {protocols: {grpc: }}}
            processors: {batch: {timout: 1s}}
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [otlp], processors: [batch], exporters: [nop]}}}
            """;
        assertThat(read(yaml, OTELCOL).errors()).singleElement().asString().contains("PHX1201", "2:22");
    }

    @Test
    void theSettingsOfAnUnknownTypeAreAMap() {
        assertThat(read(UNKNOWN_EXPORTER.replace("{brokers: [a, b]}", "[a]"), OTELCOL)
                        .errors())
                .singleElement()
                .asString()
                .contains("PHX1202");
        assertThat(read(UNKNOWN_EXPORTER.replace("{brokers: [a, b]}", ""), OTELCOL)
                        .errors())
                .isEmpty();
    }

    @Test
    void limitsOfTheEngineAreNotToldForACollector() {
        String yaml = """
            receivers: {otlp: {protocols: {grpc: }}}
            exporters: {debug: {use_internal_logger: false}}
            service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}
            """;
        assertThat(read(yaml, EMBEDDED).lines())
                .anyMatch(l -> l.contains("PHX1207"))
                .anyMatch(l -> l.contains("PHX1315"));
        assertThat(read(yaml, OTELCOL).lines()).isEmpty();
    }

    @Test
    void aRecordedListIsAllThereIs() throws IOException {
        assertThat(read(UNKNOWN_EXPORTER, printed()).errors())
                .singleElement()
                .asString()
                .contains("2:13: error PHX1302: unknown exporter type \"kafka\"");
        assertThat(read(
                                UNKNOWN_EXPORTER
                                        .replace("kafka: {brokers: [a, b]}", "otlp_htp: {}")
                                        .replace("kafka", "otlp_htp"),
                                printed())
                        .errors())
                .singleElement()
                .asString()
                .contains("did you mean \"otlp_http\"?");
    }

    @Test
    void anUnusedComponentThatIsUnknownIsAnErrorAsInOtelcol() throws IOException {
        String yaml = """
            receivers: {otlp: {protocols: {grpc: }}, foo: }
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}
            """;
        assertThat(read(yaml, printed()).errors()).singleElement().asString().contains("1:42: error PHX1302");
    }

    @Test
    void theListKnowsOldNamesByTheirModules() throws IOException {
        String yaml = """
            receivers: {hostmetrics: {}}
            processors: {resourcedetection: {}}
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [hostmetrics], processors: [resourcedetection], exporters: [nop]}}}
            """;
        Read read = read(yaml, printed());
        assertThat(read.errors()).isEmpty();
        assertThat(read.lines()).filteredOn(l -> l.contains("PHX1304")).hasSize(2);
    }

    @Test
    void aListFromBeforeTheRenamingRefusesNewNames() {
        Target old = Target.recorded(
                list("buildinfo: {command: old, version: 0.96.0}\nreceivers: [hostmetrics, otlp]\nexporters: [nop]\n"),
                ENGINE);
        String yaml = """
            receivers: {host_metrics: {}}
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [host_metrics], exporters: [nop]}}}
            """;
        assertThat(read(yaml, old).errors())
                .singleElement()
                .asString()
                .contains("old 0.96.0 still calls it \"hostmetrics\"");
        Read read = read(yaml.replace("host_metrics", "hostmetrics"), old);
        assertThat(read.lines()).isEmpty();
        assertThat(read.config().orElseThrow().components(ComponentKind.RECEIVER))
                .singleElement()
                .extracting(ComponentConfig::type)
                .isEqualTo("host_metrics");
    }

    @Test
    void signalsAreThoseOfTheList() throws IOException {
        String yaml = """
            receivers: {otlp: {protocols: {grpc: }}}
            exporters: {prometheus: {endpoint: "localhost:1"}}
            service: {pipelines: {traces: {receivers: [otlp], exporters: [prometheus]}}}
            """;
        assertThat(read(yaml, printed()).errors())
                .singleElement()
                .asString()
                .contains("PHX1314", "does not handle traces");
        assertThat(read(yaml, OTELCOL).errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"traces,metrics", "metrics,metrics", "logs,traces"})
    void aConnectorNobodyKnowsMayJoinAnything(String pair) {
        assertThat(read(joined(pair, "foo"), OTELCOL).errors()).isEmpty();
    }

    @Test
    void aConnectorOfAListJoinsWhatTheListSays() {
        Target contrib = Target.recorded(ShippedLists.find("otelcol-contrib").orElseThrow(), ENGINE);
        assertThat(read(joined("traces,metrics", "spanmetrics"), contrib).errors())
                .isEmpty();
        assertThat(read(joined("metrics,traces", "span_metrics"), contrib).errors())
                .isNotEmpty()
                .allMatch(e -> e.contains("PHX1312"));
        assertThat(read(joined("traces,metrics", "forward"), contrib).errors()).allMatch(e -> e.contains("PHX1312"));
    }

    private static String joined(String pair, String connector) {
        String[] signals = pair.split(",", 2);
        return """
            receivers: {otlp: {protocols: {grpc: }}}
            exporters: {nop: }
            connectors: {CONNECTOR: }
            service:
              pipelines:
                FROM/a: {receivers: [otlp], exporters: [CONNECTOR]}
                INTO/b: {receivers: [CONNECTOR], exporters: [nop]}
            """.replace("CONNECTOR", connector).replace("FROM", signals[0]).replace("INTO", signals[1]);
    }

    @Test
    void whatIsNotMaintainedIsSaid() {
        Target contrib = Target.recorded(ShippedLists.find("otelcol-contrib").orElseThrow(), ENGINE);
        assertThat(read(UNKNOWN_EXPORTER.replace("kafka", "alibabacloud_logservice"), contrib)
                        .lines())
                .anyMatch(l -> l.contains("PHX1316") && l.contains("unmaintained in otelcol-contrib 0.156.0"));
    }

    @Test
    void whatOnlyPhoenixHasNoCollectorHas() {
        ComponentCatalog engine = ComponentCatalog.of(List.of(
                ComponentSpec.metrics(ComponentKind.RECEIVER, "capture", List.of(), TestCatalog.OTLP)
                        .engineOnly(),
                ComponentSpec.metrics(ComponentKind.EXPORTER, "nop", List.of(), TestCatalog.OTLP)));
        String yaml = """
            receivers: {capture: {endpoint: x}}
            exporters: {nop: {endpoint: x}}
            service: {pipelines: {metrics: {receivers: [capture], exporters: [nop]}}}
            """;
        assertThat(read(yaml, Target.embedded(engine)).errors()).isEmpty();
        assertThat(read(yaml, Target.otelcol(engine)).errors())
                .singleElement()
                .asString()
                .contains("only Phoenix has it");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedListsAreSound(String name) {
        ComponentList list = ShippedLists.find(name).orElseThrow();
        assertThat(list.find(ComponentKind.RECEIVER, "otlp")).isPresent();
        assertThat(list.find(ComponentKind.RECEIVER, "hostmetrics")).isPresent();
        assertThat(list.find(ComponentKind.EXPORTER, "otlp")).isPresent();
        assertThat(list.find(ComponentKind.EXPORTER, "otlphttp")).isPresent();
        assertThat(list.find(ComponentKind.EXPORTER, "otlp_http")).isPresent();
        assertThat(list.name()).isEqualTo(name);
        boolean nrdot = name.startsWith("nrdot");
        assertThat(list.find(ComponentKind.EXPORTER, "prometheus").isPresent())
                .isEqualTo(!nrdot && !name.equals("otelcol-k8s"));
        assertThat(list(list.toYaml())).isEqualTo(list);
    }

    static List<String> shipped() {
        return ShippedLists.names();
    }

    @Test
    void aListSurvivesWritingAndReading() throws IOException {
        ComponentList list = list(Files.readString(PRINTED));
        assertThat(list.title()).isEqualTo("otelcol 0.159.0");
        assertThat(list(list.toYaml())).isEqualTo(list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "receivers: {}",
                "receivers: 1",
                "receivers: [1 2]",
                "receivers: [{nom: x}]",
                "a: &a [*a]",
                "receivers: {otlp: {}}\nexporters: {nop: {}}\nservice: {}",
                "\u0000"
            })
    void whatIsNoListIsReported(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        assertThat(Target.read("x.yaml", yaml.getBytes(StandardCharsets.UTF_8), diagnostics))
                .isEmpty();
        assertThat(diagnostics.hasErrors()).isTrue();
    }
}
