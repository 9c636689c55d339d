package phoenix.engine.processor.filter;

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
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/** {@code include} or {@code exclude}: names of metrics, and attributes of their resources. */
record MatchProperties(MatchType matchType, List<String> metricNames, List<AttributeMatch> resourceAttributes) {
    enum MatchType {
        STRICT,
        REGEXP
    }

    /** An attribute that must be there; without a value any will do. */
    record AttributeMatch(String key, Optional<AnyValue> value) {
        private static final Field<String> KEY =
                Field.required(FieldType.string(), "key", "Resource attribute that must be there");
        private static final Field<Optional<AnyValue>> VALUE =
                Field.optional(FieldType.any(), "value", "Its value; without it any value will do");
        static final ConfigSpec<AttributeMatch> SPEC =
                ConfigSpec.of(v -> new AttributeMatch(v.get(KEY), v.get(VALUE)), KEY, VALUE);
    }

    private static final Field<MatchType> MATCH_TYPE = Field.required(
            FieldType.choice(MatchType.class), "match_type", "strict (equal) or regexp (RE2, found anywhere)");
    private static final Field<List<String>> METRIC_NAMES =
            Field.list(FieldType.string(), "metric_names", "Names of metrics");
    private static final Field<List<AttributeMatch>> RESOURCE_ATTRIBUTES =
            Field.list(AttributeMatch.SPEC, "resource_attributes", "Resource attributes that must all be there");

    static final ConfigSpec<MatchProperties> SPEC = ConfigSpec.of(
                    v -> new MatchProperties(v.get(MATCH_TYPE), v.get(METRIC_NAMES), v.get(RESOURCE_ATTRIBUTES)),
                    MATCH_TYPE,
                    METRIC_NAMES,
                    RESOURCE_ATTRIBUTES,
                    Field.unsupported(
                            "expressions", "the expr language is not available here; write the condition in OTTL"),
                    Field.withoutEffect("regexp", "the cache of the Collector's matcher; matching is linear here"))
            .check((config, context) -> {
                if (config.matchType() == MatchType.REGEXP) {
                    for (String name : config.metricNames()) {
                        try {
                            Pattern.compile(name);
                        } catch (PatternSyntaxException e) {
                            context.error(METRIC_NAMES, "\"" + name + "\" is not an RE2 pattern: " + e.getMessage());
                        }
                    }
                }
            });

    Predicate<String> nameTest() {
        if (matchType == MatchType.STRICT) {
            return java.util.Set.copyOf(metricNames)::contains;
        }
        List<Pattern> patterns = metricNames.stream().map(Pattern::compile).toList();
        return name ->
                patterns.stream().anyMatch(pattern -> pattern.matcher(name).find());
    }

    Predicate<Attributes> resourceTest() {
        List<Predicate<Attributes>> tests = new ArrayList<>();
        resourceAttributes.forEach(match -> tests.add(test(match)));
        return attributes -> tests.stream().allMatch(test -> test.test(attributes));
    }

    private Predicate<Attributes> test(AttributeMatch match) {
        if (match.value().isEmpty()) {
            return attributes -> attributes.indexOf(match.key()) >= 0;
        }
        if (matchType == MatchType.REGEXP && match.value().get() instanceof AnyValue.Text(String text)) {
            Pattern pattern = Pattern.compile(text);
            return attributes -> {
                Value found = attributes.get(match.key());
                return found != null
                        && isScalar(found)
                        && pattern.matcher(ValueText.of(found)).find();
            };
        }
        Value wanted = value(match.value().get());
        return attributes -> wanted.equals(attributes.get(match.key()));
    }

    private static boolean isScalar(Value value) {
        return value instanceof Value.StringValue
                || value instanceof Value.IntValue
                || value instanceof Value.DoubleValue
                || value instanceof Value.BoolValue;
    }

    private static Value value(AnyValue value) {
        return switch (value) {
            case AnyValue.Text(String text) -> Value.of(text);
            case AnyValue.Int(long number) -> Value.of(number);
            case AnyValue.Decimal(double number) -> Value.of(number);
            case AnyValue.Bool(boolean bool) -> Value.of(bool);
            case AnyValue.Items items ->
                new Value.ListValue(
                        items.items().stream().map(MatchProperties::value).toList());
            case AnyValue.Entries entries -> {
                Attributes.Builder map = Attributes.builder();
                entries.entries().forEach((key, entry) -> map.put(key, value(entry)));
                yield new Value.MapValue(map.build());
            }
            case AnyValue.Nothing _ -> Value.EMPTY;
        };
    }
}
