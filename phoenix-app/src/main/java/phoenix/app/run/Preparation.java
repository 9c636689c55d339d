package phoenix.app.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import phoenix.app.embedded.VariantSetup;
import phoenix.app.embedded.VariantSetup.ProductionDelivery;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.compile.Change;
import phoenix.config.compile.CompileResult.Compiled;
import phoenix.config.compile.CompileSettings;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.Compiler;
import phoenix.config.compile.ProductionTarget;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlMapping;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.Periodic;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.graph.GraphPlanner;
import phoenix.experiment.Variant;
import phoenix.experiment.catalog.PipelineCatalog;
import phoenix.experiment.definition.Experiment;
import phoenix.experiment.definition.ExperimentFile;
import phoenix.experiment.definition.Production;
import phoenix.experiment.definition.Production.BaselineExport;
import phoenix.experiment.definition.Production.CandidateExport;
import phoenix.experiment.definition.Production.Target;
import phoenix.experiment.definition.VariantSource;

/**
 * Everything that can be known to be wrong before anything starts: reads the experiment and both configurations,
 * compiles the dual export and plans the graphs. Opens no port, sends nothing, writes nothing.
 */
final class Preparation {
    private static final Duration BUCKET_WITHOUT_PERIOD = Duration.ofSeconds(10);
    private static final String NO_PORT_YET = "127.0.0.1:4317";

    private final RunOptions options;
    private final ComponentRegistry registry;
    private final Diagnostics diagnostics = new Diagnostics();

    Preparation(RunOptions options, ComponentRegistry registry) {
        this.options = options;
        this.registry = registry;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** Reads the experiment file. */
    Experiment experiment() throws InvalidExperimentException {
        Path directory = options.workingDirectory();
        Optional<YamlMapping> root = new ConfigLoader(new LoadSettings(options.environment(), directory), diagnostics)
                .load(List.of(options.file().toString()), List.of());
        Optional<Experiment> experiment =
                root.flatMap(node -> ExperimentFile.decode(options.file(), node, diagnostics));
        return orThrow(experiment.map(this::withOptions));
    }

    private Experiment withOptions(Experiment experiment) {
        Production production = experiment.production();
        if (options.standIn()) {
            production =
                    new Production(new Target.StandIn(), production.baselineExport(), production.candidateExport());
        }
        Experiment.Timing timing = options.duration() == null
                ? experiment.timing()
                : new Experiment.Timing(options.duration(), experiment.timing().warmUp());
        return experiment.withProduction(production).withTiming(timing);
    }

    /** Where the stand-in listens; unknown while a configuration is only being checked. */
    record StandInEndpoints(String grpc, String http) {
        static final StandInEndpoints UNKNOWN = new StandInEndpoints("http://" + NO_PORT_YET, "http://" + NO_PORT_YET);
    }

    /** Loads, compiles and plans one variant. */
    PreparedVariant variant(Variant variant, Experiment experiment, String runId, StandInEndpoints standIn)
            throws InvalidExperimentException {
        VariantSource source = variant == Variant.BASELINE ? experiment.baseline() : experiment.candidate();
        List<String> files = source.configs();
        Map<String, String> environment = new TreeMap<>(source.parameters());
        CompileSettings.environment(options.environment(), runId, experiment.name())
                .forEach(environment::putIfAbsent);
        Path directory = options.workingDirectory()
                .resolve(experiment.file())
                .toAbsolutePath()
                .getParent();
        YamlMapping user = orThrow(new ConfigLoader(
                        new LoadSettings(
                                environment,
                                directory == null ? options.workingDirectory() : directory,
                                PipelineCatalog.builtIn(),
                                true),
                        diagnostics)
                .load(files, List.of()));
        // The user's own configuration must stand by itself, so that a message never speaks of what Phoenix added.
        CollectorConfig own = orThrow(CollectorConfig.read(user, registry.catalog(), diagnostics));
        CompileSettings settings = new CompileSettings(
                variant == Variant.BASELINE ? CompiledFor.BASELINE : CompiledFor.CANDIDATE,
                runId,
                experiment.name(),
                experiment.comparison().listen(),
                target(variant, experiment.production(), standIn),
                CompileSettings.OwnTelemetry.IN_REPORT);
        Optional<Compiled> result =
                new Compiler(registry.catalog(), diagnostics).compile(own, settings) instanceof Compiled c
                        ? Optional.of(c)
                        : Optional.empty();
        Compiled compiled = orThrow(result);
        GraphPlan plan = new GraphPlanner(compiled.config(), registry).plan();
        return prepared(variant, experiment.production(), runId, files, compiled, plan, environment);
    }

    private PreparedVariant prepared(
            Variant variant,
            Production production,
            String runId,
            List<String> files,
            Compiled compiled,
            GraphPlan plan,
            Map<String, String> environment) {
        Set<ComponentId> senders = plan.exporters().entrySet().stream()
                .filter(e -> e.getValue().type().sends())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> productionPipelines = plan.pipelines().stream()
                .filter(pipeline -> pipeline.exporters().stream().anyMatch(senders::contains))
                .map(GraphPlan.Pipeline::id)
                .collect(Collectors.toSet());
        String storageFolder = storageFolder(variant, production, runId);
        VariantSetup setup = new VariantSetup(
                variant,
                plan,
                compiled.comparisonExporters(),
                senders,
                delivery(variant, production),
                environment,
                storageFolder);
        List<Change> changes = new ArrayList<>(compiled.changes());
        if (!storageFolder.isEmpty()) {
            plan.storages()
                    .keySet()
                    .forEach(id -> changes.add(new Change(
                            Change.Kind.MOVED,
                            "extensions::" + id,
                            "what is stored is in the folder " + storageFolder
                                    + " of its directory, and is deleted at the end")));
        }
        return new PreparedVariant(files, compiled.config().source(), changes, setup, productionPipelines);
    }

    /**
     * Only what the baseline really sends to production may come from, and stay in, the queues that outlive the run: on
     * hold or at the stand-in they would be emptied into nothing.
     */
    private static String storageFolder(Variant variant, Production production, String runId) {
        boolean isProduction = variant == Variant.BASELINE
                && production.baselineExport() == BaselineExport.SEND
                && !(production.target() instanceof Target.StandIn);
        return isProduction ? "" : variant.label() + "-" + runId;
    }

    private static ProductionDelivery delivery(Variant variant, Production production) {
        if (variant == Variant.BASELINE) {
            return production.baselineExport() == BaselineExport.SEND
                    ? ProductionDelivery.SEND
                    : ProductionDelivery.HOLD;
        }
        return production.candidateExport() instanceof CandidateExport.Hold
                ? ProductionDelivery.HOLD
                : ProductionDelivery.SEND_MARKED;
    }

    private static ProductionTarget target(Variant variant, Production production, StandInEndpoints standIn) {
        if (production.target() instanceof Target.StandIn) {
            return new ProductionTarget.StandIn(standIn.grpc(), standIn.http());
        }
        if (variant == Variant.CANDIDATE
                && production.candidateExport() instanceof CandidateExport.Shadow(var endpoint, var apiKey)) {
            return new ProductionTarget.Shadow(endpoint, apiKey);
        }
        return production.target() instanceof Target.NewRelic(var region, var apiKey)
                ? new ProductionTarget.NewRelic(region.endpoint(), apiKey)
                : new ProductionTarget.Configured();
    }

    /** The longest collection interval of both variants: a bucket must hold a reading of each. */
    static Duration bucket(PreparedVariant... variants) {
        Duration longest = Duration.ZERO;
        for (PreparedVariant variant : variants) {
            for (GraphPlan.PlannedReceiver<?> receiver :
                    variant.setup().plan().receivers().values()) {
                if (receiver.config() instanceof Periodic periodic
                        && periodic.collectionInterval().compareTo(longest) > 0) {
                    longest = periodic.collectionInterval();
                }
            }
        }
        return longest.isZero() ? BUCKET_WITHOUT_PERIOD : longest;
    }

    private <T> T orThrow(Optional<T> result) throws InvalidExperimentException {
        if (result.isEmpty() || diagnostics.hasErrors()) {
            throw new InvalidExperimentException(diagnostics);
        }
        return result.get();
    }
}
