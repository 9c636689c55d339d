package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.compile.Change;
import phoenix.config.compile.CompileSettings;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.Redaction;
import phoenix.config.yaml.YamlEmitter;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/**
 * Gives a configuration for any distribution of the Collector its second export. What it gives is read again as a
 * collector would read it, and {@link DualExportChecker} compares that with the user's own: without its word nothing is
 * given.
 */
public final class OtelcolCompiler {
    private final LoadSettings load;
    private final PortProbe probe;
    private final Diagnostics diagnostics;

    public OtelcolCompiler(LoadSettings load, PortProbe probe, Diagnostics diagnostics) {
        this.load = load;
        this.probe = probe;
        this.diagnostics = diagnostics;
    }

    /**
     * What to compile.
     *
     * @param configs paths or URIs, merged in order
     * @param sets values of {@code --set}, merged over them
     */
    public record Input(List<String> configs, List<String> sets) {}

    /**
     * A compiled configuration.
     *
     * @param config the whole of it, as YAML
     * @param overlay the same as a file to merge after the user's own; empty where it would not give the same, for the
     *     reason in {@code overlayProblem}
     * @param pages where Prometheus finds the comparison, in the order of the pipelines
     */
    public record Compiled(
            String config,
            String overlay,
            Optional<Diagnostic> overlayProblem,
            List<Change> changes,
            List<Page> pages) {
        public Compiled {
            changes = List.copyOf(changes);
            pages = List.copyOf(pages);
        }
    }

    /** Compiles one variant; empty where it cannot be done, for reasons that are then reported. */
    public Optional<Compiled> compile(Input input, OtelcolSettings settings) {
        LoadSettings variables =
                load.with(CompileSettings.environment(load.environment(), settings.experiment(), settings.pipeline()));
        ConfigLoader loader = new ConfigLoader(variables, diagnostics);
        Optional<YamlMapping> root = loader.load(input.configs(), input.sets());
        Optional<Wiring> wiring = root.flatMap(r -> Wiring.read(r, diagnostics));
        if (wiring.isEmpty() || !isFit(wiring.get())) {
            return Optional.empty();
        }
        FieldCheck.report(wiring.get().root(), settings.target(), diagnostics);
        int errorsBefore = diagnostics.errorCount();
        Draft draft = new Draft(
                wiring.get(),
                settings,
                new PortPlan(settings.experiment(), settings.variant(), probe),
                loader.surroundings().environment(),
                diagnostics);
        UnsetCheck.apply(draft);
        VariablesStep.apply(draft);
        ProductionStep.apply(draft);
        OtherSignalsStep.apply(draft);
        SeparationStep.apply(draft);
        ListenerStep.apply(draft);
        MarkStep.apply(draft);
        ComparisonStep.apply(draft);
        if (diagnostics.errorCount() != errorsBefore) {
            return Optional.empty();
        }
        return proved(input, draft, loader.surroundings());
    }

    private boolean isFit(Wiring wiring) {
        for (Map.Entry<ComponentId, YamlNode> exporter :
                wiring.of(ComponentKind.EXPORTER).entrySet()) {
            if (Page.isComparison(exporter.getKey(), exporter.getValue())) {
                diagnostics.add(
                        DiagnosticCode.ALREADY_COMPILED,
                        exporter.getValue().span(),
                        "exporter " + exporter.getKey() + " is a comparison page of experiment \""
                                + label((YamlMapping) exporter.getValue(), "experiment") + "\", variant "
                                + label((YamlMapping) exporter.getValue(), "variant") + ": this was compiled before",
                        "compile the configuration it was made from; --emit scrape and servicemonitor take this one");
                return false;
            }
        }
        if (wiring.exportingPipelines().isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.NOTHING_TO_COMPARE,
                    wiring.root().span(),
                    "there is no metrics pipeline with an exporter",
                    "Phoenix compares metrics: add metrics to service::pipelines");
            return false;
        }
        return true;
    }

    private Optional<Compiled> proved(Input input, Draft draft, LoadSettings variables) {
        String config = YamlEmitter.emit(draft.root(), Redaction.REFERENCES);
        Optional<YamlMapping> read = read(List.of("yaml:" + config), List.of(), variables);
        Optional<Wiring> after = read.flatMap(root -> Wiring.read(root, new Diagnostics()));
        List<String> violations = after.map(wiring -> DualExportChecker.violations(draft.input, wiring, draft.settings))
                .orElseGet(() -> List.of("what was made cannot be read again"));
        for (String violation : violations) {
            diagnostics.add(
                    DiagnosticCode.PRODUCTION_NOT_UNTOUCHED,
                    draft.input.root().span(),
                    "compiling would change production: " + violation,
                    "nothing was written; please report this configuration");
        }
        if (!violations.isEmpty() || read.isEmpty()) {
            return Optional.empty();
        }
        String overlay = YamlEmitter.emit(Overlay.between(draft.input.root(), draft.root()), Redaction.REFERENCES);
        List<String> configs = new ArrayList<>(input.configs());
        configs.add("yaml:" + overlay);
        boolean same = read(configs, input.sets(), variables)
                .filter(merged -> SettingsCheck.same(merged, read.get()))
                .isPresent();
        Optional<Diagnostic> problem = same
                ? Optional.empty()
                : Optional.of(Diagnostic.of(
                        DiagnosticCode.OVERLAY_DIFFERS,
                        SourceSpan.start(input.configs().getFirst()),
                        "merged after these files, the overlay does not give the compiled configuration",
                        input.sets().isEmpty()
                                ? "use --emit config"
                                : "what --set sets comes last and wins: put it into a file and give that as a CONFIG,"
                                        + " or use --emit config"));
        List<Page> pages = new ArrayList<>();
        boolean several = draft.pages.size() > 1;
        draft.pages.forEach((pipeline, address) -> pages.add(new Page(several ? pipeline.toString() : "", address)));
        return Optional.of(new Compiled(config, overlay, problem, draft.changes, pages));
    }

    private static Optional<YamlMapping> read(List<String> configs, List<String> sets, LoadSettings variables) {
        return new ConfigLoader(variables, new Diagnostics()).load(configs, sets);
    }

    /** The pages of a configuration that was compiled for this experiment and variant; none where it was not. */
    public static List<Page> pages(
            List<String> configs, List<String> sets, LoadSettings variables, OtelcolSettings settings) {
        return new ConfigLoader(variables, new Diagnostics())
                .load(configs, sets)
                .map(root -> pages(root, settings))
                .orElse(List.of());
    }

    private static List<Page> pages(YamlMapping compiled, OtelcolSettings settings) {
        List<Page> pages = new ArrayList<>();
        if (compiled.get("exporters").orElse(null) instanceof YamlMapping exporters) {
            for (YamlMapping.Entry entry : exporters.entries()) {
                if (entry.value() instanceof YamlMapping exporter
                        && entry.name().startsWith("prometheus/phoenix")
                        && label(exporter, "experiment").equals(settings.experiment())
                        && label(exporter, "variant").equals(settings.variant().toString())) {
                    pages.add(new Page(label(exporter, ComparisonStep.COLLECTOR_PIPELINE), text(exporter, "endpoint")));
                }
            }
        }
        return pages;
    }

    private static String label(YamlMapping exporter, String name) {
        return exporter.get("const_labels").orElse(null) instanceof YamlMapping labels ? text(labels, name) : "";
    }

    private static String text(YamlMapping map, String key) {
        return map.get(key)
                .flatMap(n -> n instanceof YamlScalar s ? s.asString() : Optional.empty())
                .orElse("");
    }
}
