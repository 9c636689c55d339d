package phoenix.engine.processor.attributes;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import phoenix.config.spec.AnyValue;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.metrics.Resource;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/**
 * {@code include} or {@code exclude} of the attributes processor, for metrics: a metric matches when its name is among
 * {@code metric_names} (or none are given) and its resource has all of {@code resources}.
 */
record MetricMatch(MatchType matchType, List<String> metricNames, List<ResourceMatch> resources) {
    enum MatchType {
        STRICT,
        REGEXP
    }

    /** An attribute that the resource must have; without a value any will do. */
    record ResourceMatch(String key, Optional<AnyValue> value) {
        private static final Field<String> KEY =
                Field.required(FieldType.string(), "key", "Resource attribute that must be there");
        private static final Field<Optional<AnyValue>> VALUE =
                Field.optional(FieldType.any(), "value", "Its value; without it any value will do");
        static final ConfigSpec<ResourceMatch> SPEC =
                ConfigSpec.of(v -> new ResourceMatch(v.get(KEY), v.get(VALUE)), KEY, VALUE);
    }

    private static final Field<MatchType> MATCH_TYPE = Field.required(
            FieldType.choice(MatchType.class), "match_type", "strict (equal) or regexp (RE2, found anywhere)");
    private static final Field<List<String>> METRIC_NAMES =
            Field.list(FieldType.string(), "metric_names", "Names of metrics");
    private static final Field<List<ResourceMatch>> RESOURCES =
            Field.list(ResourceMatch.SPEC, "resources", "Resource attributes that must all be there");
    private static final String OTHER_SIGNAL = "the Collector refuses it for metrics; use metric_names or resources";

    static final ConfigSpec<MetricMatch> SPEC = ConfigSpec.of(
                    v -> new MetricMatch(v.get(MATCH_TYPE), v.get(METRIC_NAMES), v.get(RESOURCES)),
                    MATCH_TYPE,
                    METRIC_NAMES,
                    RESOURCES,
                    Field.unsupported("services", OTHER_SIGNAL).shaped(FieldType.listOf(FieldType.string())),
                    Field.unsupported("span_names", OTHER_SIGNAL).shaped(FieldType.listOf(FieldType.string())),
                    Field.unsupported("span_kinds", OTHER_SIGNAL).shaped(FieldType.listOf(FieldType.string())),
                    Field.unsupported("attributes", OTHER_SIGNAL),
                    Field.unsupported("libraries", OTHER_SIGNAL),
                    Field.unsupported("log_bodies", OTHER_SIGNAL).shaped(FieldType.listOf(FieldType.string())),
                    Field.unsupported("log_severity_texts", OTHER_SIGNAL).shaped(FieldType.listOf(FieldType.string())),
                    Field.unsupported("log_severity_number", OTHER_SIGNAL),
                    Field.unsupported("regexp", "the cache of the Collector's matcher; matching is linear here")
                            .shaped(FieldType.rawMap()))
            .check((config, context) -> {
                if (config.metricNames().isEmpty() && config.resources().isEmpty()) {
                    context.error("at least one of metric_names and resources must be given");
                }
                if (config.matchType() == MatchType.REGEXP) {
                    config.metricNames().forEach(name -> {
                        try {
                            Pattern.compile(name);
                        } catch (PatternSyntaxException e) {
                            context.error(METRIC_NAMES, "not an RE2 pattern: " + e.getMessage());
                        }
                    });
                }
            });

    /** Tests for names; compile once. */
    List<Predicate<String>> nameTests() {
        List<Predicate<String>> tests = new ArrayList<>();
        metricNames.forEach(name -> tests.add(textTest(name)));
        return tests;
    }

    boolean matchesResource(Resource resource) {
        return resources.stream().allMatch(match -> {
            Value value = resource.attributes().get(match.key());
            return value != null
                    && match.value()
                            .map(wanted -> textTest(text(wanted)).test(ValueText.of(value)))
                            .orElse(true);
        });
    }

    private Predicate<String> textTest(String wanted) {
        return switch (matchType) {
            case STRICT -> wanted::equals;
            case REGEXP -> {
                Pattern pattern = Pattern.compile(wanted);
                yield text -> pattern.matcher(text).find();
            }
        };
    }

    private static String text(AnyValue value) {
        return switch (value) {
            case AnyValue.Text(String s) -> s;
            case AnyValue.Int(long l) -> Long.toString(l);
            case AnyValue.Decimal(double d) -> ValueText.ofDouble(d);
            case AnyValue.Bool(boolean b) -> Boolean.toString(b);
            default -> "";
        };
    }
}
