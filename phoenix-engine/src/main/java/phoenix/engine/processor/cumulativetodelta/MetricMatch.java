package phoenix.engine.processor.cumulativetodelta;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;
import phoenix.metrics.MetricType;

/** {@code include} or {@code exclude}: metrics by name and by type. */
record MetricMatch(Optional<MatchType> matchType, List<String> metrics, List<ConvertedType> metricTypes) {
    static final MetricMatch NONE = new MetricMatch(Optional.empty(), List.of(), List.of());

    enum MatchType {
        STRICT,
        REGEXP
    }

    /** The types that are converted, by the Collector's names for them. */
    enum ConvertedType {
        SUM(MetricType.SUM),
        HISTOGRAM(MetricType.HISTOGRAM),
        EXPONENTIALHISTOGRAM(MetricType.EXPONENTIAL_HISTOGRAM);

        private final MetricType type;

        ConvertedType(MetricType type) {
            this.type = type;
        }
    }

    private static final Field<Optional<MatchType>> MATCH_TYPE = Field.optional(
            FieldType.choice(MatchType.class, Set.of("glob")),
            "match_type",
            "strict (equal) or regexp (RE2, found anywhere)");
    private static final Field<List<String>> METRICS = Field.list(FieldType.string(), "metrics", "Names of metrics");
    private static final Field<List<ConvertedType>> METRIC_TYPES = Field.list(
            FieldType.choiceIgnoringCase(ConvertedType.class), "metric_types", "Types of metrics, in any case");

    static final ConfigSpec<MetricMatch> SPEC = ConfigSpec.of(
                    v -> new MetricMatch(v.get(MATCH_TYPE), v.get(METRICS), v.get(METRIC_TYPES)),
                    MATCH_TYPE,
                    METRICS,
                    METRIC_TYPES,
                    Field.withoutEffect("regexp", "the cache of the Collector's matcher; matching is linear here")
                            .shaped(FieldType.rawMap()))
            .check(MetricMatch::check);

    private static void check(MetricMatch match, CheckContext context) {
        if (match.matchType.isEmpty() != match.metrics.isEmpty()) {
            context.error(
                    match.metrics.isEmpty() ? MATCH_TYPE : METRICS,
                    match.metrics.isEmpty() ? "needs metrics beside it" : "needs match_type beside it");
        }
        if (match.matchType.equals(Optional.of(MatchType.REGEXP))) {
            for (String metric : match.metrics) {
                try {
                    Pattern.compile(metric);
                } catch (PatternSyntaxException e) {
                    context.error(METRICS, "\"" + metric + "\" is not an RE2 pattern: " + e.getMessage());
                }
            }
        }
    }

    /** Whether a name is matched; what an empty list of names means is for the caller. */
    Predicate<String> names() {
        if (matchType.equals(Optional.of(MatchType.REGEXP))) {
            List<Pattern> patterns = metrics.stream().map(Pattern::compile).toList();
            return name ->
                    patterns.stream().anyMatch(pattern -> pattern.matcher(name).find());
        }
        return Set.copyOf(metrics)::contains;
    }

    Set<MetricType> types() {
        Set<MetricType> types = EnumSet.noneOf(MetricType.class);
        metricTypes.forEach(metricType -> types.add(metricType.type));
        return types;
    }
}
