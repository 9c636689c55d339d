package phoenix.config.compile.otelcol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.config.TestCatalog;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.Target;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.OtelcolCompiler.Compiled;
import phoenix.config.compile.otelcol.OtelcolSettings.Listen;
import phoenix.config.compile.otelcol.OtelcolSettings.ProductionEndpoint;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.LoadSettings;

/** Rules of the dual export for a real Collector, one by one, and the findings that come with them. */
class OtelcolCompilerTest {
    private static final String SERVICE = "\nservice: {pipelines: {metrics: {receivers: [%s], exporters: [%s]}}}\n";
    private static final String OTLP = "receivers: {otlp: {protocols: {grpc: }}}\n";
    private static final String HTTP = "exporters: {otlp_http: {endpoint: 'https://b.example.com'}}";
    private static final String PLAIN = OTLP + HTTP + SERVICE.formatted("otlp", "otlp_http");

    @TempDir
    private Path folder;

    private final Diagnostics diagnostics = new Diagnostics();
    private Map<String, String> environment = Map.of("KEY", "s3cret", "NEW_RELIC_API_KEY", "s3cret");
    private List<String> sets = List.of();
    private ComponentCatalog target = Target.otelcol(TestCatalog.catalog()).catalog();
    private Optional<ProductionEndpoint> production = Optional.empty();
    private Set<ComponentId> ownSources = Set.of();
    private Listen listen = Listen.LOOPBACK;
    private PortProbe probe = (host, port, page) -> true;

    private OtelcolSettings settings(CompiledFor variant) {
        return new OtelcolSettings(variant, "demo", "edge", listen, production, target, ownSources);
    }

    private Optional<Compiled> compile(CompiledFor variant, String text) {
        return new OtelcolCompiler(new LoadSettings(environment, folder), probe, diagnostics)
                .compile(new OtelcolCompiler.Input(List.of("yaml:" + text), sets), settings(variant));
    }

    private Compiled compiled(CompiledFor variant, String text) {
        Compiled compiled = compile(variant, text).orElseThrow(() -> new AssertionError(diagnostics.all()));
        assertThat(compiled.config() + compiled.overlay()).doesNotContain("s3cret");
        return compiled;
    }

    private List<String> codes() {
        return diagnostics.all().stream().map(d -> d.code().id()).toList();
    }

    private static ComponentCatalog components(String text) {
        Diagnostics diagnostics = new Diagnostics();
        return Target.read("components.yaml", text.getBytes(StandardCharsets.UTF_8), diagnostics)
                .map(list -> Target.recorded(list, TestCatalog.catalog()).catalog())
                .orElseThrow(() -> new AssertionError(diagnostics.all()));
    }

    @Test
    void aReferenceStaysAReference() {
        Compiled compiled = compiled(
                CompiledFor.BASELINE,
                OTLP + "exporters: {otlp_http: {endpoint: 'https://b', headers: {a: '${env:KEY}', b: 'x-$$-${KEY}',"
                        + " c: \"$$${env:KEY}\", d: '$${env:KEY}', e: '${env:NONE:-d}', f: '007'}}}"
                        + SERVICE.formatted("otlp", "otlp_http"));
        assertThat(compiled.config())
                .contains(
                        "a: \"${env:KEY}\"",
                        "b: \"x-$$-${KEY}\"",
                        "d: \"$${env:KEY}\"",
                        "e: \"${env:NONE:-d}\"",
                        "f: \"007\"");
    }

    @Test
    void theBaselineKeepsItsListenersAndOwnTelemetryGivesWay() {
        Compiled compiled = compiled(
                CompiledFor.BASELINE,
                OTLP
                        + "extensions: {health_check: }\n"
                        + "exporters: {prometheus: {endpoint: '0.0.0.0:8888'}, otlp: {endpoint: 'b:1'}}"
                        + SERVICE.formatted("otlp", "prometheus, otlp")
                                .replace("{pipelines", "{extensions: [health_check], pipelines"));
        assertThat(compiled.config()).contains("endpoint: 0.0.0.0:8888", "host: localhost");
        assertThat(compiled.changes().toString())
                .contains("own telemetry leaves port 8888")
                .doesNotContain("rebound");
    }

    @Test
    void theCandidateListensNowhereWhereTheBaselineMay() {
        Compiled compiled = compiled(
                CompiledFor.CANDIDATE,
                "receivers: {otlp: {protocols: {grpc: , http: {endpoint: '/run/s', transport: unix}}}, vendor:"
                        + " {endpoint: '0.0.0.0:1'}, redis: {endpoint: 'localhost:6379'}}\n" + HTTP
                        + SERVICE.formatted("otlp, vendor, redis", "otlp_http"));
        assertThat(compiled.changes().stream()
                        .filter(c -> c.toString().startsWith("rebound"))
                        .map(c -> c.where()))
                .containsExactly(
                        "receivers::otlp::protocols::grpc::endpoint",
                        "receivers::otlp::protocols::http::endpoint",
                        "receivers::vendor::endpoint");
        assertThat(compiled.config()).contains("localhost:6379", "transport: tcp");
    }

    @Test
    void portsAreTheSameForTheSameAndOthersForTheOtherVariant() {
        Compiled first = compiled(CompiledFor.BASELINE, PLAIN);
        assertThat(compiled(CompiledFor.BASELINE, PLAIN).pages()).isEqualTo(first.pages());
        assertThat(compiled(CompiledFor.CANDIDATE, PLAIN).pages()).doesNotContainAnyElementsOf(first.pages());
        String taken = first.pages().getFirst().address();
        probe = (host, port, page) -> !taken.endsWith(":" + port);
        assertThat(compiled(CompiledFor.BASELINE, PLAIN).pages()).doesNotContainAnyElementsOf(first.pages());
        listen = new Listen("0.0.0.0", OptionalInt.of(8888));
        Compiled asked = compiled(CompiledFor.BASELINE, PLAIN);
        assertThat(asked.pages()).containsExactly(new Page("", "0.0.0.0:8888"));
        assertThat(asked.changes().toString()).contains("own telemetry leaves port 8888");
    }

    @Test
    void tracesOfTheCandidateReachTheirConnectorAndNothingElse() {
        String text = OTLP + HTTP + "\nconnectors: {spanmetrics: }\nservice: {pipelines: {"
                + "traces: {receivers: [otlp], exporters: [otlp_http, spanmetrics]},"
                + "logs: {receivers: [otlp], exporters: [otlp_http]},"
                + "metrics: {receivers: [spanmetrics], exporters: [otlp_http]}}}";
        assertThat(compiled(CompiledFor.CANDIDATE, text).config())
                .contains("exporters: [spanmetrics]", "exporters: [nop/phoenix]");
        assertThat(compiled(CompiledFor.BASELINE, text).config()).contains("exporters: [otlp_http, spanmetrics]");
    }

    @Test
    void whatTwoProcessesCannotShareHasANameOfItsOwnInTheCandidate() {
        String text = "receivers: {kafka: , kafka/b: {group_id: 'g-${env:KEY}'}}\n"
            + "extensions: {file_storage: {directory: /q}}\n"
            + "exporters: {file: {path: /out/m.json}, otlp: {endpoint: 'b:1', sending_queue: {storage: file_storage}}}"
                + SERVICE.formatted("kafka, kafka/b", "file, otlp")
                        .replace("{pipelines", "{extensions: [file_storage], pipelines");
        assertThat(compiled(CompiledFor.CANDIDATE, text).config())
                .contains(
                        "group_id: otel-collector-phoenix-candidate",
                        "group_id: \"g-${env:KEY}-phoenix-candidate\"",
                        "directory: /q-phoenix-candidate",
                        "path: /out/m-phoenix-candidate.json");
        assertThat(compiled(CompiledFor.BASELINE, text).config()).doesNotContain("candidate");
    }

    @ParameterizedTest
    @EnumSource(CompiledFor.class)
    void plainTextGetsNoCredentials(CompiledFor variant) {
        production = Optional.of(new ProductionEndpoint("http://127.0.0.1:4318", "http://127.0.0.1:4318"));
        String config = compiled(
                        variant,
                        OTLP
                                + "exporters: {otlp: {endpoint: 'https://x:1', headers: {api-key: literal-key}, tls:"
                                + " {ca_file: /ca}, auth: {authenticator: a}}}" + SERVICE.formatted("otlp", "otlp"))
                .config();
        assertThat(config)
                .contains(
                        "endpoint: http://127.0.0.1:4317",
                        "api-key: stand-in",
                        "insecure: true",
                        "ca_file: null",
                        "auth: null")
                .doesNotContain("literal-key");
    }

    @Test
    void anEncryptedEndpointKeepsTheCredentials() {
        production = Optional.of(new ProductionEndpoint("https://shadow", "https://shadow"));
        assertThat(compiled(
                                CompiledFor.CANDIDATE,
                                OTLP
                                        + "exporters: {otlphttp: {metrics_endpoint: 'https://x/m', headers: {a:"
                                        + " '${env:KEY}'}}}"
                                        + SERVICE.formatted("otlp", "otlphttp"))
                        .config())
                .contains("endpoint: https://shadow", "metrics_endpoint: null", "a: \"${env:KEY}\"");
    }

    @Test
    void aVariableCannotBeChangedInPartAndAFileCan() throws Exception {
        environment = Map.of("EXPORTERS", "{otlp_http: {endpoint: 'https://b', headers: {k: s3cret}}}");
        String text = OTLP + "exporters: '${env:EXPORTERS}'" + SERVICE.formatted("otlp", "otlp_http");
        assertThat(compile(CompiledFor.BASELINE, text)).isEmpty();
        assertThat(codes()).contains("PHX1510");
        Files.writeString(
                folder.resolve("exporters.yaml"), "otlp_http: {endpoint: 'https://b', headers: {k: '${env:KEY}'}}");
        environment = Map.of("KEY", "s3cret");
        assertThat(compiled(CompiledFor.BASELINE, text.replace("env:EXPORTERS", "file:exporters.yaml"))
                        .config())
                .contains("k: \"${env:KEY}\"");
    }

    @Test
    void whatWasCompiledIsNotCompiledAgain() {
        String once = compiled(CompiledFor.BASELINE, PLAIN).config();
        assertThat(compile(CompiledFor.BASELINE, once)).isEmpty();
        assertThat(codes()).contains("PHX1511");
        assertThat(OtelcolCompiler.pages(
                        List.of("yaml:" + once),
                        List.of(),
                        new LoadSettings(environment, folder),
                        settings(CompiledFor.BASELINE)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exporters: [otlphttp]", "exporters: [{name: otlp_http}, {name: nop}]"})
    void aTargetWithoutAPageIsRefused(String text) {
        target = components(text);
        assertThat(compile(CompiledFor.BASELINE, PLAIN)).isEmpty();
        assertThat(codes()).contains("PHX1512");
    }

    @Test
    void aTargetWithoutTheForwardConnectorDoesWithout() {
        target = components(
                "exporters: [otlp_http, prometheus, nop]\nprocessors: [resource, attributes]\nconnectors: []");
        assertThat(compiled(CompiledFor.BASELINE, PLAIN).config())
                .contains("exporters: [otlp_http, prometheus/phoenix]")
                .doesNotContain("forward");
        assertThat(codes()).contains("PHX1512");
        assertThat(compile(CompiledFor.CANDIDATE, PLAIN)).isEmpty();
        production = Optional.of(new ProductionEndpoint("https://shadow", "https://shadow"));
        diagnostics.all();
        assertThat(new OtelcolCompiler(new LoadSettings(environment, folder), probe, new Diagnostics())
                        .compile(
                                new OtelcolCompiler.Input(List.of("yaml:" + PLAIN), sets),
                                settings(CompiledFor.CANDIDATE)))
                .isPresent();
    }

    @Test
    void aReceiverThatTakesFromTheBaselineHasToBeAnnounced() {
        String text = "receivers: {googlecloudpubsub: {subscription: s}}\n" + HTTP
                + SERVICE.formatted("googlecloudpubsub", "otlp_http");
        assertThat(compile(CompiledFor.CANDIDATE, text)).isEmpty();
        assertThat(codes()).contains("PHX1513");
        ownSources = Set.of(ComponentId.parse("googlecloudpubsub"));
        compiled(CompiledFor.CANDIDATE, text);
    }

    @Test
    void whatIsNotRedirectedIsTold() {
        production = Optional.of(new ProductionEndpoint("https://shadow", "https://shadow"));
        compiled(CompiledFor.CANDIDATE, PLAIN);
        assertThat(codes()).doesNotContain("PHX1514");
        compiled(
                CompiledFor.CANDIDATE,
                OTLP + "exporters: {kafka: , otlp_http: {endpoint: 'https://b'}}"
                        + SERVICE.formatted("otlp", "kafka, otlp_http"));
        assertThat(codes()).contains("PHX1514");
    }

    @Test
    void anOptionThatWinsOverTheOverlayIsFound() {
        sets = List.of("exporters.prometheus.endpoint=0.0.0.0:9");
        String text = OTLP + "exporters: {prometheus: {endpoint: '0.0.0.0:8'}, otlp_http: {endpoint: 'https://b'}}"
                + SERVICE.formatted("otlp", "prometheus, otlp_http");
        assertThat(compiled(CompiledFor.CANDIDATE, text)
                        .overlayProblem()
                        .orElseThrow()
                        .code()
                        .id())
                .isEqualTo("PHX1515");
        sets = List.of("exporters.otlp_http.timeout=2s");
        assertThat(compiled(CompiledFor.CANDIDATE, text).overlayProblem()).isEmpty();
    }

    @Test
    void theTwoVariablesOfTheDecisionRecordAreFilledIn() {
        String text = OTLP + "processors: {attributes: '%s'}\n" + HTTP
                + SERVICE.formatted("otlp", "otlp_http").replace("exporters", "processors: [attributes], exporters");
        environment = Map.of("ACTIONS", "{actions: [{key: run, value: '${EXPERIMENT_ID}', action: insert}]}");
        compiled(CompiledFor.BASELINE, text.formatted("${env:ACTIONS}"));
        assertThat(codes()).contains("PHX1516");
        assertThat(compiled(
                                CompiledFor.BASELINE,
                                text.replace(
                                        "'%s'",
                                        "{actions: [{key: run, value:"
                                                + " '${env:EXPERIMENT_ID}/${env:KEY:-a}/$${PIPELINE_NAME}', action:"
                                                + " insert}]}"))
                        .config())
                .contains("value: \"demo/${env:KEY:-a}/$${PIPELINE_NAME}\"");
    }

    @Test
    void aBackendIsAddedWhereThereIsNone() {
        Compiled compiled =
                compiled(CompiledFor.BASELINE, OTLP + "exporters: {debug: }" + SERVICE.formatted("otlp", "debug"));
        assertThat(compiled.config()).contains("otlp_http/newrelic", "api-key: \"${env:NEW_RELIC_API_KEY}\"");
        assertThat(codes()).contains("PHX1517");
    }

    @Test
    void aKeyOfProductionThatIsNotSetIsAnErrorAndElsewhereAWarning() {
        environment = Map.of();
        String own = OTLP + "exporters: {otlp_http: {endpoint: 'https://b', headers: {k: '${env:KEY}'}}}"
                + SERVICE.formatted("otlp", "otlp_http");
        assertThat(compile(CompiledFor.BASELINE, own)).isEmpty();
        assertThat(codes()).contains("PHX1503");
        assertThat(compile(CompiledFor.BASELINE, OTLP + "exporters: {debug: }" + SERVICE.formatted("otlp", "debug")))
                .as("the key of what would be added")
                .isEmpty();
        production = Optional.of(new ProductionEndpoint("http://otel_sink:4317", "http://otel_sink:4318"));
        assertThat(compiled(CompiledFor.BASELINE, own).config())
                .as("in plain text no credential is sent")
                .contains("http://otel_sink:4318", "stand-in");
    }

    @Test
    void aMisspeltFieldIsToldAndEmittedAsItIs() {
        Compiled compiled = compiled(
                CompiledFor.BASELINE,
                OTLP + "exporters: {otlp_http: {endpoint: 'https://b', time_out: 3s}}"
                        + SERVICE.formatted("otlp", "otlp_http"));
        assertThat(compiled.config()).contains("time_out: 3s");
        assertThat(codes()).contains("PHX1201");
        assertThat(diagnostics.errors()).isEmpty();
    }

    @Test
    void aDollarSignStaysAsItWasWritten() {
        assertThat(compiled(
                                CompiledFor.BASELINE,
                                OTLP
                                        + "exporters: {vendor: {a: '^x$', b: '$1', c: '$$1', d: $NAME, e: '$${x}', f:"
                                        + " 'a$$$b'}}"
                                        + SERVICE.formatted("otlp", "vendor"))
                        .config())
                .contains("a: ^x$\n", "b: \"$1\"\n", "c: \"$$1\"\n", "d: \"$NAME\"\n", "e: \"$${x}\"\n", "f: a$$$$b");
    }

    @Test
    void whateverListensIsReboundInTheCandidateAndWhatMayIsTold() {
        Compiled compiled = compiled(
                CompiledFor.CANDIDATE,
                "receivers: {netflow: {scheme: netflow, port: 2055}, in_house: {server: {listen_address:"
                    + " 'localhost:7001'}}, other: {endpoint: '10.0.0.4:7000'}, redis: {endpoint: 'localhost:6379'},"
                    + " sensor: {host: 0.0.0.0, port: 9000}}\n"
                    + "exporters: {otlp_http: {endpoint: 'https://b'}}"
                        + SERVICE.formatted("netflow, in_house, other, redis, sensor", "otlp_http"));
        assertThat(compiled.config())
                .doesNotContain("2055", "7001", "9000")
                .contains("hostname: 127.0.0.1", "host: 127.0.0.1", "10.0.0.4:7000", "localhost:6379");
        assertThat(diagnostics.all().stream()
                        .filter(d -> d.code() == phoenix.config.diagnostic.DiagnosticCode.MAY_LISTEN)
                        .toList())
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("receiver other"));
    }
}
