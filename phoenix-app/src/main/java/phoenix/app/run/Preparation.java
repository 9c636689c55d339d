package phoenix.app.run;

import java.nio.file.Path;
import java.time.Duration;
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
import phoenix.config.compile.CompileSettings;
import phoenix.config.compile.CompileSettings.Redirect;
import phoenix.config.compile.Compiled;
import phoenix.config.compile.DualExport;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.Periodic;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.graph.GraphPlanner;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment;
import phoenix.experiment.definition.ExperimentFile;
import phoenix.experiment.definition.Production;
import phoenix.experiment.definition.Production.BaselineExport;
import phoenix.experiment.definition.Production.CandidateExport;
import phoenix.experiment.definition.Production.Target;

/**
 * Everything that can be known to be wrong before anything starts: reads the experiment and both configurations,
 * compiles the dual export and plans the graphs. Opens no port, sends nothing, writes nothing.
 */
final class Preparation {
    static final String PIPELINE_NAME = "PIPELINE_NAME";
    static final String EXPERIMENT_ID = "EXPERIMENT_ID";
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
        return new Experiment(
                experiment.file(),
                experiment.name(),
                experiment.baseline(),
                experiment.candidate(),
                production,
                experiment.comparison(),
                timing,
                experiment.judging());
    }

    /** Where the stand-in listens; unknown while a configuration is only being checked. */
    record StandInEndpoints(String grpc, String http) {
        static final StandInEndpoints UNKNOWN = new StandInEndpoints("http://" + NO_PORT_YET, "http://" + NO_PORT_YET);
    }

    /** Loads, compiles and plans one variant. */
    PreparedVariant variant(Variant variant, Experiment experiment, String runId, StandInEndpoints standIn)
            throws InvalidExperimentException {
        List<String> files = variant == Variant.BASELINE ? experiment.baseline() : experiment.candidate();
        Map<String, String> environment = new TreeMap<>(options.environment());
        environment.put(PIPELINE_NAME, experiment.name());
        environment.put(EXPERIMENT_ID, runId);
        Path directory = options.workingDirectory()
                .resolve(experiment.file())
                .toAbsolutePath()
                .getParent();
        YamlMapping user = orThrow(new ConfigLoader(
                        new LoadSettings(environment, directory == null ? options.workingDirectory() : directory),
                        diagnostics)
                .load(files, List.of()));
        // The user's own configuration must stand by itself, so that a message never speaks of what Phoenix added.
        orThrow(CollectorConfig.read(user, registry.catalog(), diagnostics));
        CompileSettings settings = new CompileSettings(
                variant.label(),
                variant == Variant.CANDIDATE,
                runId,
                experiment.name(),
                experiment.comparison().listen(),
                redirect(variant, experiment.production(), standIn));
        Compiled compiled = orThrow(new DualExport(settings, diagnostics).compile(user));
        Diagnostics ofCompiled = new Diagnostics();
        CollectorConfig config = CollectorConfig.read(compiled.config(), registry.catalog(), ofCompiled)
                .orElseThrow(() -> new InvalidExperimentException(ofCompiled));
        GraphPlan plan = new GraphPlanner(config, registry).plan();
        return prepared(variant, experiment.production(), files, compiled, plan, environment);
    }

    private PreparedVariant prepared(
            Variant variant,
            Production production,
            List<String> files,
            Compiled compiled,
            GraphPlan plan,
            Map<String, String> environment)
            throws InvalidExperimentException {
        Set<ComponentId> senders = plan.exporters().entrySet().stream()
                .filter(e -> e.getValue().type().sends())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        requireNoUnsetVariables(compiled.config(), senders);
        Set<String> productionPipelines = plan.pipelines().stream()
                .filter(pipeline -> pipeline.exporters().stream().anyMatch(senders::contains))
                .map(GraphPlan.Pipeline::id)
                .collect(Collectors.toSet());
        VariantSetup setup = new VariantSetup(
                variant, plan, compiled.comparisonExporters(), senders, delivery(variant, production), environment);
        return new PreparedVariant(files, compiled.config(), compiled.changes(), setup, productionPipelines);
    }

    /** An unset variable in a production endpoint or header would send data nowhere, or without a key. */
    private void requireNoUnsetVariables(YamlMapping config, Set<ComponentId> senders)
            throws InvalidExperimentException {
        for (ComponentId id : senders) {
            config.at("exporters", id.toString()).ifPresent(this::reportUnset);
        }
        if (diagnostics.hasErrors()) {
            throw new InvalidExperimentException(diagnostics);
        }
    }

    private void reportUnset(YamlNode node) {
        switch (node) {
            case YamlScalar scalar ->
                scalar.origin()
                        .unset()
                        .forEach(name -> diagnostics.add(
                                DiagnosticCode.MISSING_FIELD,
                                scalar.span(),
                                "environment variable " + name + " is not set, and a production exporter needs it",
                                "set " + name + ", or use production: {target: stand-in} (or --stand-in) for a trial"));
            case YamlMapping map -> map.entries().forEach(entry -> reportUnset(entry.value()));
            case YamlSequence list -> list.items().forEach(this::reportUnset);
        }
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

    private static Redirect redirect(Variant variant, Production production, StandInEndpoints standIn) {
        if (production.target() instanceof Target.StandIn) {
            return new Redirect.StandIn(standIn.grpc(), standIn.http());
        }
        if (variant == Variant.CANDIDATE
                && production.candidateExport() instanceof CandidateExport.Shadow(var endpoint, var apiKey)) {
            return new Redirect.Elsewhere(endpoint, apiKey);
        }
        return production.target() instanceof Target.NewRelic(var region, var apiKey)
                ? new Redirect.AddIfMissing(region.endpoint(), apiKey)
                : new Redirect.AsConfigured();
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
