package phoenix.app.preview;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Criterion;
import phoenix.app.embedded.VariantSetup;
import phoenix.app.run.PreparedVariant;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.compile.CompileSettings;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlMapping;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.graph.GraphPlan.PlannedExporter;
import phoenix.engine.graph.GraphPlanner;
import phoenix.experiment.Variant;
import phoenix.experiment.catalog.PipelineCatalog;
import phoenix.experiment.definition.Experiment;
import phoenix.experiment.definition.ExperimentFile;
import phoenix.experiment.definition.Production;
import phoenix.experiment.definition.VariantSource;
import phoenix.experiment.evidence.CriticalItems;
import phoenix.experiment.store.RecordingSettings;

/** Reads what a preview is about. Whatever the files say of production, nothing is sent. */
final class PreviewPreparation {
    private static final String NAME = "preview";
    private static final double ERROR_RATE = 0.05;

    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final ComponentRegistry registry;
    private final Diagnostics diagnostics = new Diagnostics();

    PreviewPreparation(Map<String, String> environment, Path workingDirectory, ComponentRegistry registry) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.registry = registry;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /**
     * The experiment.
     *
     * @param file null for the default criteria
     * @param baseline files in place of those of the experiment; empty for these
     * @return empty after an error, which is then reported
     */
    Optional<Experiment> experiment(@Nullable Path file, List<String> baseline, List<String> candidate) {
        if (file == null) {
            return Optional.of(withoutExports(new Experiment(
                    Path.of(NAME),
                    NAME,
                    new VariantSource(baseline, Map.of()),
                    new VariantSource(candidate, Map.of()),
                    held(),
                    new Experiment.Comparison(
                            RecordingSettings.DEFAULT_RETENTION, RecordingSettings.DEFAULT_BYTES_MAX, ""),
                    new Experiment.Timing(Duration.ZERO, Optional.empty()),
                    new Experiment.Judging(
                            Criterion.defaults().stream()
                                    .filter(c -> !c.measure().equals(Criterion.CRITICAL))
                                    .toList(),
                            CriticalItems.NONE,
                            ERROR_RATE),
                    Optional.empty())));
        }
        return new ConfigLoader(new LoadSettings(environment, workingDirectory), diagnostics)
                .load(List.of(file.toString()), List.of())
                .flatMap(root -> ExperimentFile.decode(file, root, diagnostics))
                .map(read -> withoutExports(read.withProduction(held())
                        .withVariants(
                                baseline.isEmpty() ? read.baseline() : here(baseline),
                                candidate.isEmpty() ? read.candidate() : here(candidate))));
    }

    /** Paths of the command line start where it was given, and not at the experiment's file. */
    private VariantSource here(List<String> configs) {
        return new VariantSource(
                configs.stream()
                        .map(c -> c.matches("[a-z]+:.*")
                                ? c
                                : workingDirectory.resolve(c).toString())
                        .toList(),
                Map.of());
    }

    private static Production held() {
        return new Production(
                new Production.Target.Configured(),
                Production.BaselineExport.HOLD,
                new Production.CandidateExport.Hold());
    }

    /** Where nothing is sent, no export can fail: passing that would say nothing. */
    private static Experiment withoutExports(Experiment experiment) {
        List<Criterion> criteria = experiment.judging().criteria().stream()
                .filter(c -> !c.measure().equals(Criterion.EXPORT_FAILURES))
                .toList();
        return experiment.withJudging(new Experiment.Judging(
                criteria, experiment.judging().critical(), experiment.judging().errorRate()));
    }

    /**
     * One variant, with something that holds in the place of every exporter.
     *
     * @return empty after an error, which is then reported
     */
    Optional<PreparedVariant> variant(Variant variant, Experiment experiment, String runId) {
        VariantSource source = variant == Variant.BASELINE ? experiment.baseline() : experiment.candidate();
        Map<String, String> own = new TreeMap<>(source.parameters());
        CompileSettings.environment(environment, runId, experiment.name()).forEach(own::putIfAbsent);
        Path directory = Objects.requireNonNullElse(
                workingDirectory.resolve(experiment.file()).toAbsolutePath().getParent(), workingDirectory);
        Optional<YamlMapping> root = new ConfigLoader(
                        new LoadSettings(own, directory, PipelineCatalog.builtIn(), true), diagnostics)
                .load(source.configs(), List.of());
        return root.flatMap(user -> CollectorConfig.read(user, registry.catalog(), diagnostics)
                .map(config ->
                        prepared(variant, source.configs(), user, new GraphPlanner(config, registry).plan(), own)));
    }

    private static PreparedVariant prepared(
            Variant variant, List<String> files, YamlMapping user, GraphPlan plan, Map<String, String> environment) {
        Set<ComponentId> senders = plan.exporters().entrySet().stream()
                .filter(e -> e.getValue().type().sends())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        VariantSetup setup = new VariantSetup(
                variant, held(plan), Set.of(), senders, VariantSetup.ProductionDelivery.HOLD, environment, "");
        return new PreparedVariant(files, user, List.of(), setup, productionPipelines(plan, senders));
    }

    /** Where nothing is sent to a backend, what leaves a pipeline counts: Phoenix would add an exporter there. */
    private static Set<String> productionPipelines(GraphPlan plan, Set<ComponentId> senders) {
        Set<ComponentId> ends = senders.isEmpty() ? plan.exporters().keySet() : senders;
        return plan.pipelines().stream()
                .filter(pipeline -> pipeline.exporters().stream().anyMatch(ends::contains))
                .map(GraphPlan.Pipeline::id)
                .collect(Collectors.toSet());
    }

    private static GraphPlan held(GraphPlan plan) {
        Map<ComponentId, PlannedExporter<?>> exporters = new LinkedHashMap<>();
        plan.exporters()
                .forEach((id, exporter) -> exporters.put(
                        id,
                        new PlannedExporter<>(HoldingExporter.TYPE, new HoldingExporter.Config(), exporter.written())));
        return new GraphPlan(
                new ArrayList<>(plan.pipelines()),
                plan.receivers(),
                plan.processors(),
                exporters,
                plan.connectors(),
                Map.of());
    }
}
