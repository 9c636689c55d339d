package phoenix.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.spec.FieldDoc;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlReader;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** What the engine does not do is no finding about a configuration that a Collector runs. */
class TargetLimitsTest {
    private static final ComponentCatalog ENGINE = BuiltinComponents.registry().catalog();
    private static final Target OTELCOL = Target.otelcol(ENGINE);

    private record Limited(ComponentSpec<?> component, String field) {}

    private static List<Limited> limited() {
        return Stream.of(ComponentKind.values())
                .flatMap(kind -> ENGINE.names(kind).stream()
                        .map(name -> ENGINE.find(kind, name).orElseThrow()))
                .flatMap(spec -> spec.config().docs().stream()
                        .filter(TargetLimitsTest::isLimit)
                        .map(doc -> new Limited(spec, doc.path())))
                .toList();
    }

    private static boolean isLimit(FieldDoc doc) {
        return doc.type().equals("not supported") || doc.type().equals("no effect");
    }

    @TestFactory
    Stream<DynamicTest> everyFieldThatTheEngineDoesNotDo() {
        List<Limited> all = limited();
        assertThat(all).hasSizeGreaterThan(200);
        return all.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.component().kind() + " " + one.component().type() + " " + one.field(), () -> check(one)));
    }

    private static void check(Limited one) {
        YamlNode settings = settings(one.field());
        Diagnostics embedded = new Diagnostics();
        one.component().config().decode(settings, "x", embedded);
        assertThat(embedded.all()).anyMatch(d -> d.code().isLimitOfEngine());
        Diagnostics otelcol = OTELCOL.diagnostics();
        one.component().config().decode(settings, "x", otelcol);
        String name = "\"" + one.field().replaceAll(".*\\.", "") + "\"";
        assertThat(otelcol.all()).noneMatch(d -> d.code().isLimitOfEngine());
        assertThat(otelcol.all())
                .noneMatch(d ->
                        d.code() == DiagnosticCode.UNKNOWN_FIELD && d.message().contains(name));
    }

    /** {@code a.b[].c} as a tree with a value at its end; names with dots in them are tried as they are by the caller. */
    private static YamlNode settings(String path) {
        YamlNode node = YamlScalar.plain("true", SourceSpan.start("x"));
        List<String> keys = List.of(path.split("(?<!resource_attributes)\\.(?![a-z.0-9]*\\.enabled)", -1));
        if (path.contains("resource_attributes.")) {
            int at = path.indexOf("resource_attributes.") + "resource_attributes".length();
            keys = Stream.concat(Stream.of(path.substring(0, at).split("\\.", -1)), Stream.of(path.substring(at + 1)))
                    .toList();
        }
        for (String key : keys.reversed()) {
            boolean list = key.endsWith("[]");
            YamlNode inner = list ? new YamlSequence(node.span(), List.of(node), Origin.LITERAL) : node;
            String name = list ? key.substring(0, key.length() - 2) : key.replace("<key>", "any");
            node = YamlMapping.empty(node.span()).with(name, inner);
        }
        return node;
    }

    private static List<Diagnostic> findings(Target target, String type, String yaml) {
        Diagnostics diagnostics = target.diagnostics();
        ComponentKind kind = type.equals("otlp_http") ? ComponentKind.EXPORTER : ComponentKind.PROCESSOR;
        YamlNode node = new YamlReader(diagnostics).read("x.yaml", yaml).orElseThrow();
        target.catalog().find(kind, type).orElseThrow().config().decode(node, type, diagnostics);
        return diagnostics.all();
    }

    @Test
    void valuesThatTheEngineDoesNotDo() {
        for (String[] example : new String[][] {
            {"resource_detection", "{detectors: [env, ec2], ec2: {tags: [a]}}"},
            {"otlp_http", "{endpoint: 'http://a:1', compression: zstd, encoding: json}"},
            {"transform", "{metric_statements: ['set(metric.name, UserAgent(\"a\"))']}"},
        }) {
            assertThat(findings(Target.embedded(ENGINE), example[0], example[1]))
                    .anyMatch(Diagnostic::isError);
            assertThat(findings(OTELCOL, example[0], example[1])).as(example[1]).isEmpty();
        }
        assertThat(findings(OTELCOL, "resource_detection", "{detectors: [ec3]}"))
                .singleElement()
                .extracting(Diagnostic::code)
                .isEqualTo(DiagnosticCode.BAD_VALUE);
        assertThat(findings(OTELCOL, "transform", "{metric_statements: ['set(metric.name, UserAgnt(\"a\"))']}"))
                .singleElement()
                .extracting(Diagnostic::code)
                .isEqualTo(DiagnosticCode.OTTL_UNKNOWN_NAME);
    }

    @Test
    void everyComponentOfTheEngineIsInTheListOfContribOrSaysThatNoCollectorHasIt() {
        for (ComponentKind kind : ComponentKind.values()) {
            for (String name : ENGINE.names(kind)) {
                boolean collectors =
                        ENGINE.find(kind, name).orElseThrow().knowledge() == ComponentSpec.Knowledge.COLLECTOR;
                assertThat(OTELCOL.catalog().find(kind, name).isPresent())
                        .as(name)
                        .isEqualTo(collectors);
            }
        }
    }
}
