package phoenix.engine.processor.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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
import phoenix.engine.ottl.ErrorMode;
import phoenix.engine.ottl.EvalEnvironment;
import phoenix.engine.ottl.OttlDiagnostics;
import phoenix.engine.ottl.PropagatedException;
import phoenix.metrics.MetricBatch;

/**
 * The Collector's {@code filter} processor for metrics: drops what a condition is true for. It has three forms, of which
 * one counts: {@code metric_conditions}, else the OTTL lists under {@code metrics:}, else {@code include} and
 * {@code exclude} there. When nothing is left of a batch, the rest of the pipeline does not see it.
 */
public final class FilterProcessor implements Processor {
    /** Points dropped, under the Collector's name for it. */
    static final String FILTERED = "otelcol_processor_filter_datapoints.filtered";

    private static final Field<ErrorMode> ERROR_MODE = Field.of(
            FieldType.choiceIgnoringCase(ErrorMode.class),
            "error_mode",
            ErrorMode.IGNORE,
            "ignore: a condition that fails is logged and false; silent: false; propagate: refuse the batch");
    private static final Field<Optional<MetricFilters>> METRICS =
            Field.optional(MetricFilters.SPEC, "metrics", "The older forms: OTTL lists, or include and exclude");
    private static final Field<List<ConditionBlock>> METRIC_CONDITIONS = Field.list(
            FieldType.shorthand(FieldType.located(FieldType.string()), ConditionBlock::flat, ConditionBlock.SPEC),
            "metric_conditions",
            "OTTL conditions, or blocks of them with a context; what one is true for is dropped");
    private static final String OTHER_SIGNAL = "only metrics run here";

    /** What a user writes. */
    public record Config(ErrorMode errorMode, Optional<MetricFilters> metrics, List<ConditionBlock> metricConditions) {

        List<Stage> stages(FaultSink sink) {
            if (!metricConditions.isEmpty()) {
                return ConditionBlock.stages(metricConditions, errorMode, sink);
            }
            return metrics.map(filters -> filters.stages(errorMode, sink)).orElse(List.of());
        }
    }

    public static final ProcessorType<Config> TYPE = new ProcessorType<>(
            ComponentSpec.metrics(
                    ComponentKind.PROCESSOR,
                    "filter",
                    List.of(),
                    ConfigSpec.of(
                                    v -> new Config(v.get(ERROR_MODE), v.get(METRICS), v.get(METRIC_CONDITIONS)),
                                    ERROR_MODE,
                                    METRICS,
                                    METRIC_CONDITIONS,
                                    Field.withoutEffect("logs", OTHER_SIGNAL).shaped(FieldType.rawMap()),
                                    Field.withoutEffect("traces", OTHER_SIGNAL).shaped(FieldType.rawMap()),
                                    Field.withoutEffect("spans", OTHER_SIGNAL).shaped(FieldType.rawMap()),
                                    Field.withoutEffect("profiles", OTHER_SIGNAL)
                                            .shaped(FieldType.rawMap()),
                                    Field.withoutEffect("log_conditions", OTHER_SIGNAL),
                                    Field.withoutEffect("trace_conditions", OTHER_SIGNAL),
                                    Field.withoutEffect("profile_conditions", OTHER_SIGNAL))
                            .check(FilterProcessor::check)),
            FilterProcessor::new);

    private static void check(Config config, CheckContext context) {
        boolean flat = config.metricConditions().stream().anyMatch(ConditionBlock::flat);
        boolean blocks = config.metricConditions().stream().anyMatch(block -> !block.flat());
        if (flat && blocks) {
            context.error(
                    METRIC_CONDITIONS,
                    "plain conditions and blocks cannot be mixed in one list",
                    "put the plain ones into a block with conditions:");
            return;
        }
        config.stages((faults, texts) -> OttlDiagnostics.report(faults, List.of(), texts, context));
        config.metricConditions().forEach(block -> OttlDiagnostics.warnOfClientPaths(block.conditions(), context));
        config.metrics().ifPresent(filters -> OttlDiagnostics.warnOfClientPaths(filters.conditions(), context));
        boolean ottl = config.metrics().map(MetricFilters::hasConditions).orElse(false);
        if (config.metrics().map(MetricFilters::hasMatches).orElse(false)
                && (ottl || !config.metricConditions().isEmpty())) {
            context.warn(METRICS, "include and exclude have no effect beside OTTL conditions", "keep one of the forms");
        }
        if (ottl && !config.metricConditions().isEmpty()) {
            context.warn(METRICS, "the lists have no effect beside metric_conditions", "keep one of the forms");
        }
    }

    /** A step that may drop data. */
    interface Stage {
        MetricBatch run(MetricBatch batch, EvalEnvironment environment) throws PropagatedException;
    }

    /** Told of conditions that cannot be compiled. */
    interface FaultSink {
        void report(List<phoenix.engine.ottl.Fault> faults, List<Located<String>> texts);

        FaultSink NONE_EXPECTED = (faults, texts) -> {
            throw new IllegalArgumentException(faults.toString()); // the check has let it pass: our bug
        };
    }

    private final MetricConsumer next;
    private final List<Stage> stages;
    private final EvalEnvironment environment;
    private final AtomicLong filtered;

    FilterProcessor(Config config, MetricConsumer next, ComponentContext context) {
        this.next = next;
        this.stages = new ArrayList<>(config.stages(FaultSink.NONE_EXPECTED));
        this.environment = new EvalEnvironment(
                context.id(),
                context.telemetry().value("phoenix_processor_ottl_errors"),
                context.scheduler().clock(),
                context.scheduler()::isAbandoned);
        this.filtered = context.telemetry().value(FILTERED);
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        MetricBatch kept = batch;
        try {
            for (Stage stage : stages) {
                kept = stage.run(kept, environment);
            }
        } catch (PropagatedException e) {
            return Outcome.retryable(String.valueOf(e.getMessage()));
        }
        filtered.addAndGet(batch.pointCount() - kept.pointCount());
        boolean nothingLeft = kept.isEmpty() && !stages.isEmpty();
        return nothingLeft ? Outcome.ACCEPTED : next.consume(kept);
    }
}
