package phoenix.engine.processor.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.config.spec.Located;
import phoenix.engine.ottl.ErrorMode;
import phoenix.engine.ottl.GroupCompiler;

/** The {@code metrics:} section of the filter processor: lists of OTTL conditions by context, or include and exclude. */
record MetricFilters(
        Optional<MatchProperties> include,
        Optional<MatchProperties> exclude,
        List<Located<String>> resource,
        List<Located<String>> metric,
        List<Located<String>> datapoint) {
    private static final Field<Optional<MatchProperties>> INCLUDE =
            Field.optional(MatchProperties.SPEC, "include", "Drop all metrics but these");
    private static final Field<Optional<MatchProperties>> EXCLUDE =
            Field.optional(MatchProperties.SPEC, "exclude", "Drop these metrics");
    private static final Field<List<Located<String>>> RESOURCE =
            Field.strings("resource", "Conditions that drop a resource");
    private static final Field<List<Located<String>>> METRIC = Field.strings("metric", "Conditions that drop a metric");
    private static final Field<List<Located<String>>> DATAPOINT =
            Field.strings("datapoint", "Conditions that drop a data point");

    static final ConfigSpec<MetricFilters> SPEC = ConfigSpec.of(
            v -> new MetricFilters(v.get(INCLUDE), v.get(EXCLUDE), v.get(RESOURCE), v.get(METRIC), v.get(DATAPOINT)),
            INCLUDE,
            EXCLUDE,
            RESOURCE,
            METRIC,
            DATAPOINT,
            Field.withoutEffect("regexp", "the cache of the Collector's matcher; matching is linear here")
                    .shaped(FieldType.rawMap()));

    boolean hasConditions() {
        return !resource.isEmpty() || !metric.isEmpty() || !datapoint.isEmpty();
    }

    /** All lists together. */
    List<Located<String>> conditions() {
        return Stream.of(resource, metric, datapoint).flatMap(List::stream).toList();
    }

    boolean hasMatches() {
        return include.isPresent() || exclude.isPresent();
    }

    List<FilterProcessor.Stage> stages(ErrorMode errorMode, FilterProcessor.FaultSink sink) {
        List<FilterProcessor.Stage> stages = new ArrayList<>();
        if (hasConditions()) {
            add("resource", resource, errorMode, stages, sink);
            add("metric", metric, errorMode, stages, sink);
            add("datapoint", datapoint, errorMode, stages, sink);
        } else if (hasMatches()) {
            NameFilter filter = new NameFilter(include, exclude);
            stages.add((batch, environment) -> filter.run(batch));
        }
        return stages;
    }

    private static void add(
            String context,
            List<Located<String>> conditions,
            ErrorMode errorMode,
            List<FilterProcessor.Stage> stages,
            FilterProcessor.FaultSink sink) {
        if (!conditions.isEmpty()) {
            List<String> texts = conditions.stream().map(Located::value).toList();
            ConditionBlock.add(GroupCompiler.conditions(context, texts, errorMode), conditions, stages, sink);
        }
    }
}
