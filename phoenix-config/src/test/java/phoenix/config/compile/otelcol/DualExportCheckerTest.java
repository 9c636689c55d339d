package phoenix.config.compile.otelcol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import phoenix.config.TestCatalog;
import phoenix.config.collector.Target;
import phoenix.config.compile.CompileSettings;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.OtelcolCompiler.Compiled;
import phoenix.config.compile.otelcol.OtelcolSettings.Listen;
import phoenix.config.compile.otelcol.OtelcolSettings.ProductionEndpoint;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.testkit.Seeds;

/** Everything that the compiler gives is accepted, and every fault that is put into it is found. */
class DualExportCheckerTest {
    private static final int CASES = 150;
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final LoadSettings LOAD = new LoadSettings(RandomConfig.ENVIRONMENT, FOLDER);

    private static OtelcolSettings settings(CompiledFor variant, boolean redirected, String url) {
        return new OtelcolSettings(
                variant,
                "exp-1",
                "edge",
                Listen.LOOPBACK,
                redirected ? Optional.of(new ProductionEndpoint(url, url)) : Optional.empty(),
                Target.otelcol(TestCatalog.catalog()).catalog(),
                Set.of());
    }

    private static Wiring wiring(String text, OtelcolSettings settings) {
        LoadSettings load = new LoadSettings(
                CompileSettings.environment(RandomConfig.ENVIRONMENT, settings.experiment(), settings.pipeline()),
                FOLDER);
        return new ConfigLoader(load, new Diagnostics())
                .load(List.of("yaml:" + text), List.of())
                .flatMap(root -> Wiring.read(root, new Diagnostics()))
                .orElseThrow();
    }

    @Test
    void everyRandomConfigurationIsCompiledAndEveryPlantedFaultIsFound() {
        Map<Planted, Integer> planted = new EnumMap<>(Planted.class);
        Seeds.forAll(CASES, random -> {
            String text = RandomConfig.text(random);
            boolean redirected = random.nextInt(3) == 0;
            String url = random.nextBoolean() ? "http://127.0.0.1:5318" : "https://shadow.example.com";
            for (CompiledFor variant : CompiledFor.values()) {
                OtelcolSettings settings = settings(variant, redirected, url);
                Optional<Compiled> compiled = compile(text, settings);
                if (compiled.isEmpty()) {
                    continue;
                }
                Wiring before = wiring(text, settings);
                Wiring after = wiring(compiled.get().config(), settings);
                assertThat(DualExportChecker.violations(before, after, settings))
                        .isEmpty();
                for (Planted fault : Planted.values()) {
                    fault.in(new Planted.Case(before, after, settings)).ifPresent(spoilt -> {
                        // What is not even a configuration any more would be found by the reader.
                        Wiring.read(spoilt, new Diagnostics()).ifPresent(wiring -> {
                            assertThat(DualExportChecker.violations(before, wiring, settings))
                                    .as("%s in %s", fault, compiled.get().config())
                                    .isNotEmpty();
                            planted.merge(fault, 1, Integer::sum);
                        });
                    });
                }
            }
        });
        if (Long.getLong("phoenix.seed") == null) {
            assertThat(planted.keySet()).containsAll(Set.of(Planted.values()));
        }
    }

    private static Optional<Compiled> compile(String text, OtelcolSettings settings) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<Compiled> compiled = new OtelcolCompiler(LOAD, (host, port, page) -> true, diagnostics)
                .compile(new OtelcolCompiler.Input(List.of("yaml:" + text), List.of()), settings);
        // A random configuration may have no exporter of metrics; all others can be compiled.
        assertThat(diagnostics.errors())
                .as("%s%n%s", text, DiagnosticRenderer.text(diagnostics))
                .allMatch(d -> d.code() == DiagnosticCode.NOTHING_TO_COMPARE);
        compiled.ifPresent(c -> {
            assertThat(c.config() + c.overlay() + c.changes()).doesNotContain("s3cret");
            assertThat(c.overlayProblem()).as(text).isEmpty();
        });
        return compiled;
    }
}
