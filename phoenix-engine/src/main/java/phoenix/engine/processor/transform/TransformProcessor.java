package phoenix.engine.processor.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.ComponentSpec;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentType.ProcessorType;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Processor;
import phoenix.engine.ottl.Compiled;
import phoenix.engine.ottl.ErrorMode;
import phoenix.engine.ottl.EvalEnvironment;
import phoenix.engine.ottl.Fault;
import phoenix.engine.ottl.GroupCompiler;
import phoenix.engine.ottl.GroupCompiler.StatementTexts;
import phoenix.engine.ottl.OttlDiagnostics;
import phoenix.engine.ottl.PropagatedException;
import phoenix.engine.ottl.StatementGroup;
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code transform} processor for metrics: runs OTTL statements. A flat list of statements is one group,
 * whose context is found from its paths; a block with {@code context:} is a group of its own. Groups run in order.
 */
public final class TransformProcessor implements Processor {
    private static final Field<Optional<ErrorMode>> BLOCK_ERROR_MODE = Field.optional(
            FieldType.choiceIgnoringCase(ErrorMode.class),
            "error_mode",
            "As error_mode of the processor, for this block");
    private static final Field<Optional<String>> CONTEXT = Field.optional(
            FieldType.string(),
            "context",
            "resource, scope, metric, datapoint or exemplar; left out, found from the paths");
    private static final Field<List<Located<String>>> CONDITIONS =
            Field.strings("conditions", "At least one must hold for an item to be worked on");
    private static final Field<List<Located<String>>> STATEMENTS =
            Field.strings("statements", "OTTL statements, done in order");

    /** Statements that run together; {@code flat} when they were written as plain strings in the list. */
    record Block(
            boolean flat,
            Optional<String> context,
            Optional<ErrorMode> errorMode,
            List<Located<String>> conditions,
            List<Located<String>> statements) {

        static Block flat(Located<String> statement) {
            return new Block(true, Optional.empty(), Optional.empty(), List.of(), List.of(statement));
        }

        Compiled<StatementGroup> compile(ErrorMode processorMode) {
            // A single string under "context:" without a name is the flat form too.
            StatementTexts texts = new StatementTexts(
                    context.filter(c -> !c.isEmpty()).orElse(null),
                    statements.stream().map(Located::value).toList(),
                    conditions.stream().map(Located::value).toList());
            return GroupCompiler.statements(texts, errorMode.orElse(processorMode));
        }
    }

    private static final ConfigSpec<Block> BLOCK = ConfigSpec.of(
            v -> new Block(false, v.get(CONTEXT), v.get(BLOCK_ERROR_MODE), v.get(CONDITIONS), v.get(STATEMENTS)),
            CONTEXT,
            BLOCK_ERROR_MODE,
            CONDITIONS,
            STATEMENTS);
    private static final Field<ErrorMode> ERROR_MODE = Field.of(
            FieldType.choiceIgnoringCase(ErrorMode.class),
            "error_mode",
            ErrorMode.IGNORE,
            "ignore: log and go on; silent: go on; propagate: refuse the batch when a statement fails");
    private static final Field<List<Block>> METRIC_STATEMENTS = Field.list(
            FieldType.shorthand(FieldType.located(FieldType.string()), Block::flat, BLOCK),
            "metric_statements",
            "OTTL statements, or blocks of them with a context");

    /** What a user writes. */
    public record Config(ErrorMode errorMode, List<Block> metricStatements) {
        /** The groups in order; plain strings are one group together. */
        List<Block> groups() {
            List<Located<String>> flat = new ArrayList<>();
            List<Block> blocks = new ArrayList<>();
            for (Block block : metricStatements) {
                if (block.flat()) {
                    flat.addAll(block.statements());
                } else {
                    blocks.add(block);
                }
            }
            return flat.isEmpty()
                    ? blocks
                    : List.of(new Block(true, Optional.empty(), Optional.empty(), List.of(), flat));
        }
    }

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "transform",
                    List.of(),
                    ConfigSpec.of(
                                    v -> new Config(v.get(ERROR_MODE), v.get(METRIC_STATEMENTS)),
                                    ERROR_MODE,
                                    METRIC_STATEMENTS,
                                    OtherStatements.field("trace_statements", "span", "spanevent"),
                                    OtherStatements.field("log_statements", "log"),
                                    OtherStatements.field("profile_statements", "profile"),
                                    Field.withoutEffect("flatten_data", "it concerns logs only")
                                            .shaped(FieldType.bool()))
                            .check(TransformProcessor::check)),
            TransformProcessor::new);

    private static void check(Config config, CheckContext context) {
        boolean flat = config.metricStatements().stream().anyMatch(Block::flat);
        boolean blocks = config.metricStatements().stream().anyMatch(block -> !block.flat());
        if (flat && blocks) {
            context.error(
                    METRIC_STATEMENTS,
                    "plain statements and blocks cannot be mixed in one list",
                    "put the plain ones into a block with statements:");
            return;
        }
        for (Block block : config.groups()) {
            if (block.compile(config.errorMode()) instanceof Compiled.Faulty<StatementGroup>(List<Fault> faults)) {
                OttlDiagnostics.report(faults, block.statements(), block.conditions(), context);
            }
            OttlDiagnostics.warnOfClientPaths(block.statements(), context);
            OttlDiagnostics.warnOfClientPaths(block.conditions(), context);
        }
    }

    private final MetricConsumer next;
    private final List<StatementGroup> groups = new ArrayList<>();
    private final EvalEnvironment environment;

    TransformProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.environment = new EvalEnvironment(
                context.id(),
                context.telemetry().value("phoenix_processor_ottl_errors"),
                context.scheduler().clock(),
                context.scheduler()::isAbandoned);
        for (Block block : config.groups()) {
            switch (block.compile(config.errorMode())) {
                case Compiled.Ready<StatementGroup>(StatementGroup group) -> groups.add(group);
                case Compiled.Faulty<StatementGroup>(List<Fault> faults) ->
                    throw new IllegalArgumentException(faults.toString()); // the check has let it pass: our bug
            }
        }
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        MetricBatch transformed = batch;
        try {
            for (StatementGroup group : groups) {
                transformed = group.run(transformed, environment);
            }
        } catch (PropagatedException e) {
            return Outcome.retryable(String.valueOf(e.getMessage()));
        }
        return next.consume(transformed);
    }
}
