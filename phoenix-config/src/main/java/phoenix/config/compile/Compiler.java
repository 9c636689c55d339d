package phoenix.config.compile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.Signal;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;

/**
 * Gives a configuration its second export. The user's own exporters stay; a comparison exporter is added to every metrics
 * pipeline; production goes where the settings say. Each change is listed, and {@link InvariantChecker} has the last word.
 */
public final class Compiler {
    private static final List<Compilation.Pass> PASSES =
            List.of(new ProductionPass(), new ListenerPass(), new FilePass(), new ComparisonPass());

    private final ComponentCatalog catalog;
    private final Diagnostics diagnostics;

    /**
     * Makes a compiler.
     *
     * @param catalog the components of the target: it has to know the exporters that are added
     */
    public Compiler(ComponentCatalog catalog, Diagnostics diagnostics) {
        this.catalog = catalog;
        this.diagnostics = diagnostics;
    }

    /** Compiles one variant. Reasons to reject are reported. */
    public CompileResult compile(CollectorConfig input, CompileSettings settings) {
        int errorsBefore = diagnostics.errorCount();
        Compilation compilation = new Compilation(input, settings, diagnostics);
        if (compilation.exportingPipelines().isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.NOTHING_TO_COMPARE,
                    input.source().span(),
                    "there is no metrics pipeline with an exporter",
                    "Phoenix compares metrics: add " + Signal.METRICS + " to service::pipelines");
            return new CompileResult.Rejected();
        }
        YamlMapping root = input.source();
        for (Compilation.Pass pass : PASSES) {
            root = pass.apply(root, compilation);
        }
        if (diagnostics.errorCount() != errorsBefore) {
            return new CompileResult.Rejected();
        }
        Set<ComponentId> production = new LinkedHashSet<>(compilation.addedProduction);
        compilation.productionExporters().forEach(e -> production.add(e.id()));
        return verified(root, compilation, production);
    }

    private CompileResult verified(YamlMapping root, Compilation compilation, Set<ComponentId> production) {
        // What was wrong with the user's part has been reported when it was read.
        Diagnostics own = new Diagnostics();
        Optional<CollectorConfig> output = CollectorConfig.read(root, catalog, own);
        own.errors().forEach(diagnostics::add);
        if (output.isEmpty()) {
            return new CompileResult.Rejected();
        }
        Set<ComponentId> added = new LinkedHashSet<>(compilation.comparisonExporters);
        added.addAll(compilation.addedProduction);
        List<String> violations =
                InvariantChecker.violations(compilation.input, output.get(), compilation.settings, added);
        for (String violation : violations) {
            diagnostics.add(
                    DiagnosticCode.PRODUCTION_NOT_UNTOUCHED,
                    compilation.input.source().span(),
                    "compiling would change production: " + violation,
                    "nothing was started; please report this configuration");
        }
        return violations.isEmpty()
                ? new CompileResult.Compiled(
                        output.get(), compilation.changes, production, compilation.comparisonExporters)
                : new CompileResult.Rejected();
    }
}
