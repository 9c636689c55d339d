package phoenix.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.TestCatalog;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;

/** Configurations inside files of other kinds, with positions in those files. */
class EmbeddedFormsTest {
    private static final String BETA = """
        apiVersion: opentelemetry.io/v1beta1
        kind: OpenTelemetryCollector
        metadata: {name: gateway}
        spec:
          env:
            - {name: PLACE, value: "http://localhost:4318"}
            - {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}
          config:
            receivers: {otlp: {protocols: {grpc: }}}
            exporters:
              otlp_http: {endpoint: "${env:PLACE}", wrong: 1}
            service: {pipelines: {metrics: {receivers: [otlp], exporters: [otlp_http]}}}
        """;
    private static final String ALPHA = """
        # comment
        apiVersion: opentelemetry.io/v1alpha1
        kind: OpenTelemetryCollector
        metadata: {name: agent}
        spec:
          mode: daemonset
          config: |
            receivers: {otlp: {protocols: {grpc: }}}
            processors:
              batch: {timout: 1s}
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [otlp], processors: [batch], exporters: [nop]}}}
          replicas: 1
        """;
    private static final String CONFIG_MAP = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: otel}
        data:
          other.txt: hello
          relay.yaml: |-
            receivers:
              otlp: {protocols: {grpc: }}
            exporters: {nop: {x: 1}}
            service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}
        """;
    private static final String VALUES = """
        mode: deployment
        service: {enabled: true}
        opentelemetry-collector:
          config:
            receivers: {otlp: {protocols: {grpc: }}}
            exporters: {nop: {x: 1}}
            service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}
        """;
    private static final String PLAIN = """
        receivers: {otlp: {protocols: {grpc: }}}
        exporters: {nop: {x: 1}}
        service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}
        """;

    @TempDir
    private Path folder;

    private final Diagnostics diagnostics = new Diagnostics();

    private List<String> check(String content, String argument) throws IOException {
        Files.writeString(folder.resolve("f.yaml"), content);
        Optional<YamlMapping> root = new ConfigLoader(new LoadSettings(Map.of(), folder).orEmbedded(), diagnostics)
                .load(List.of(argument), List.of());
        root.ifPresent(r -> CollectorConfig.read(r, TestCatalog.catalog(), diagnostics));
        return diagnostics.all().stream().map(Diagnostic::toString).toList();
    }

    @Test
    void aResourceWithStructuredConfigurationAndItsEnvironment() throws IOException {
        assertThat(check(BETA, "f.yaml"))
                .satisfiesExactly(
                        hint -> assertThat(hint)
                                .contains(
                                        "f.yaml:9:5: hint PHX1108: read from OpenTelemetryCollector gateway (v1beta1)"),
                        hint -> assertThat(hint).startsWith("f.yaml:2:7: hint PHX1756"),
                        wrong -> assertThat(wrong).startsWith("f.yaml:11:45: error PHX1201"));
    }

    @Test
    void aResourceWithTheTextOfAConfiguration() throws IOException {
        assertThat(check(ALPHA, "f.yaml"))
                .satisfiesExactly(
                        hint -> assertThat(hint).contains("agent (v1alpha1)"),
                        hint -> assertThat(hint).startsWith("f.yaml:3:7: hint PHX1756"),
                        wrong -> assertThat(wrong).startsWith("f.yaml:10:15: error PHX1201"));
        assertThat(DiagnosticRenderer.text(diagnostics)).contains("  10 |       batch: {timout: 1s}");
    }

    @ParameterizedTest
    @CsvSource({"f.yaml", "f.yaml#relay.yaml", "f.yaml#otel", "f.yaml#otel/relay.yaml"})
    void aConfigMap(String argument) throws IOException {
        assertThat(check(CONFIG_MAP, argument))
                .satisfiesExactly(
                        hint -> assertThat(hint).contains("read from ConfigMap otel, key relay.yaml"),
                        wrong -> assertThat(wrong).startsWith("f.yaml:9:23: error PHX1201"));
    }

    @Test
    void valuesOfAChart() throws IOException {
        assertThat(check(VALUES, "f.yaml"))
                .satisfiesExactly(
                        hint -> assertThat(hint)
                                .contains("Helm values, opentelemetry-collector.config", "what the chart adds"),
                        wrong -> assertThat(wrong).startsWith("f.yaml:6:23: error PHX1201"));
    }

    @Test
    void anAlternateConfigurationReplacesTheOther() throws IOException {
        String both = "config: {receivers: {bad: }}\nalternateConfig:\n  "
                + PLAIN.strip().replace("\n", "\n  ") + "\n";
        assertThat(check(both, "f.yaml"))
                .satisfiesExactly(
                        hint -> assertThat(hint).contains("alternateConfig"),
                        wrong -> assertThat(wrong).startsWith("f.yaml:4:21: error PHX1201"));
    }

    @Test
    void severalAreNotGuessed() throws IOException {
        String all = BETA + "---\n" + CONFIG_MAP + "---\n" + ALPHA;
        assertThat(check(all, "f.yaml"))
                .singleElement()
                .asString()
                .contains("PHX1109", "holds 3", "f.yaml#gateway, f.yaml#relay.yaml, f.yaml#agent");
    }

    @Test
    void oneOfSeveralIsNamed() throws IOException {
        assertThat(check(BETA + "---\n" + CONFIG_MAP, "f.yaml#relay.yaml"))
                .anyMatch(l -> l.startsWith("f.yaml:22:23: error PHX1201"));
    }

    @Test
    void aNameThatIsNotThereIsReported() throws IOException {
        assertThat(check(CONFIG_MAP, "f.yaml#rely.yaml"))
                .singleElement()
                .asString()
                .contains("PHX1109", "there is no configuration \"rely.yaml\"", "f.yaml#relay.yaml");
    }

    @Test
    void aManifestWithoutOneIsReported() throws IOException {
        assertThat(check("apiVersion: v1\nkind: Service\nspec: {ports: []}\n", "f.yaml"))
                .singleElement()
                .asString()
                .contains("PHX1106", "this Kubernetes Service holds no Collector configuration");
    }

    @Test
    void aPlainFileIsReadAsOtelcolReadsIt() throws IOException {
        assertThat(check(PLAIN + "---\nx: 1\n", "f.yaml"))
                .satisfiesExactlyInAnyOrder(
                        wrong -> assertThat(wrong).startsWith("f.yaml:2:19: error PHX1201"),
                        extra -> assertThat(extra).contains("PHX1009"));
    }

    @Test
    void aTextInQuotesHasPositionsOfItsOwn() throws IOException {
        String quoted = CONFIG_MAP.substring(0, CONFIG_MAP.indexOf("  relay.yaml"))
                + "  relay.yaml: \"receivers: {otlp: {protocols: {grpc: }}}\\n"
                + "exporters: {nop: {x: 1}}\\n"
                + "service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}\\n"
                + "\"\n";
        assertThat(check(quoted, "f.yaml")).anyMatch(l -> l.startsWith("f.yaml#relay.yaml:2:19: error PHX1201"));
    }

    @Test
    void withoutTheSettingOnlyPlainFilesAreTaken() throws IOException {
        Files.writeString(folder.resolve("f.yaml"), CONFIG_MAP);
        new ConfigLoader(new LoadSettings(Map.of(), folder), diagnostics)
                .load(List.of("f.yaml"), List.of())
                .ifPresent(r -> CollectorConfig.read(r, TestCatalog.catalog(), diagnostics));
        assertThat(diagnostics.errors()).anyMatch(d -> d.message().contains("unknown field \"apiVersion\""));
    }
}
