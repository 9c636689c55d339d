package phoenix.ottl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check against a catalog; what the Collector 0.159 accepts and refuses was the measure. */
class CheckerTest {
    private static final FunctionSpec SET = FunctionSpec.of("set")
            .takes("target", ParameterType.TARGET)
            .takes("value", ParameterType.ANY)
            .build();
    private static final FunctionSpec KEEP_KEYS = FunctionSpec.of("keep_keys")
            .takes("target", ParameterType.TARGET)
            .takesList("keys", ParameterType.STRING)
            .build();
    private static final FunctionSpec REPLACE = FunctionSpec.of("replace_pattern")
            .takes("target", ParameterType.TARGET)
            .takes("regex_pattern", ParameterType.STRING)
            .takes("replacement", ParameterType.STRING)
            .mayTake("function", ParameterType.FUNCTION)
            .mayTake("replacement_format", ParameterType.STRING)
            .build();
    private static final FunctionSpec LIMIT = FunctionSpec.of("limit")
            .takes("target", ParameterType.TARGET)
            .takes("limit", ParameterType.LITERAL_INT)
            .build();
    private static final FunctionSpec IS_MATCH = FunctionSpec.of("IsMatch")
            .takes("target", ParameterType.STRING_LIKE)
            .takes("pattern", ParameterType.STRING)
            .build();
    private static final FunctionSpec SHA =
            FunctionSpec.of("SHA256").takes("target", ParameterType.STRING).build();
    private static final FunctionSpec TO_GAUGE =
            FunctionSpec.of("convert_sum_to_gauge").build();
    private static final FunctionSpec ANY = FunctionSpec.of("Any")
            .takes("target", ParameterType.ANY)
            .takes("predicate", ParameterType.LAMBDA)
            .build();

    private static final ContextSpec.Enums ENUMS =
            new ContextSpec.Enums(Map.of("METRIC_DATA_TYPE_SUM", 2L, "METRIC_DATA_TYPE_GAUGE", 1L));
    private static final Map<String, PathSpec> METRIC =
            PathSpec.byName(PathSpec.field("name"), PathSpec.field("unit"), PathSpec.field("type"));
    private static final Map<String, PathSpec> RESOURCE = PathSpec.byName(PathSpec.indexable("attributes"));
    private static final Map<String, PathSpec> POINT =
            PathSpec.byName(PathSpec.indexable("attributes"), PathSpec.group("positive", PathSpec.field("offset")));
    private static final ContextSpec DATAPOINT_CONTEXT = new ContextSpec(
            "datapoint", Map.of("datapoint", POINT, "metric", METRIC, "resource", RESOURCE), functions(), ENUMS);
    private static final ContextSpec METRIC_CONTEXT =
            new ContextSpec("metric", Map.of("metric", METRIC, "resource", RESOURCE), functions(TO_GAUGE), ENUMS);
    private static final ContextSpec RESOURCE_CONTEXT =
            new ContextSpec("resource", Map.of("resource", RESOURCE), functions(), new ContextSpec.Enums(Map.of()));
    private static final Catalog CATALOG = new Catalog(List.of(DATAPOINT_CONTEXT, METRIC_CONTEXT, RESOURCE_CONTEXT));

    private static Map<String, FunctionSpec> functions(FunctionSpec... more) {
        Map<String, FunctionSpec> all = new java.util.HashMap<>();
        for (FunctionSpec spec : List.of(SET, KEEP_KEYS, REPLACE, LIMIT, IS_MATCH, SHA, ANY)) {
            all.put(spec.name(), spec);
        }
        for (FunctionSpec spec : more) {
            all.put(spec.name(), spec);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "~~",
            value = {
                "set(metric.name, 1)                                  ~~ ",
                "set(target=metric.name, value=nil)                   ~~ ",
                "keep_keys(resource.attributes, [metric.name, \"a\"]) ~~ ",
                "replace_pattern(metric.name, \"a\", \"b\", SHA256, replacementFormat=\"%s\") ~~ ",
                "set(metric.name, 1) where IsMatch(1, metric.unit)    ~~ ",
                "set(metric.name, 1) where metric.type == METRIC_DATA_TYPE_SUM ~~ ",
                "set(resource.attributes[\"a\"][0][metric.name], 1)   ~~ ",
                "set(resource.attributes[\"a\"], Any([1], (k, v) => v == k)) ~~ ",
                "set(metric.nam, 1)       ~~ 11..14 no field \"nam\" in \"metric.nam\" (of the context metric) | did"
                        + " you mean \"name\"",
                "set(metric.name[0], 1)   ~~ 16..17 \"name\" cannot be indexed | null",
                "set(metric.name.x, 1)    ~~ 16..17 no field \"x\" in \"metric.name.x\" (nothing stands below it) |"
                        + " null",
                "set(metrics.name, 1)     ~~ 4..11 no context \"metrics\" here; there are metric, resource | did you"
                        + " mean \"metric\"",
                "set(name, 1)             ~~ 4..8 the path \"name\" does not begin with a context; there are metric,"
                        + " resource | write metric.name",
                "sett(metric.name, 1)     ~~ 0..4 no function sett in the context metric | did you mean \"set\"",
                "set(metric.name, ismatch(1)) ~~ 17..24 converter names begin with a capital, not ismatch | editors"
                        + " change data and cannot be used as values; perhaps Ismatch",
                "set(metric.name, Ismatch(1, \"a\")) ~~ 17..24 no function Ismatch in the context metric | did you"
                        + " mean \"IsMatch\"",
                "set(metric.name)         ~~ 0..16 set takes 2 arguments, not 1 | set(target, value)",
                "replace_pattern(metric.name, \"a\") ~~ 0..33 replace_pattern takes 3 to 5 arguments, not 2 |"
                        + " replace_pattern(target, regex_pattern, replacement, [function], [replacement_format])",
                "set(1, 2)                ~~ 4..5 the parameter \"target\" of set takes a path | null",
                "set(metric.name, vale=2) ~~ 17..23 set has no parameter \"vale\" | did you mean \"value\"",
                "set(target=metric.name, 1) ~~ 24..25 an argument without a name stands behind a named one |"
                        + " set(target, value)",
                "limit(resource.attributes, -1) ~~ 27..29 the parameter \"limit\" of limit takes an integer written"
                        + " out, without a sign | null",
                "keep_keys(resource.attributes, \"a\") ~~ 31..34 the parameter \"keys\" of keep_keys takes a list,"
                        + " each item a string | null",
                "keep_keys(resource.attributes, [1]) ~~ 31..34 the parameter \"keys\" of keep_keys takes a list, each"
                        + " item a string | null",
                "replace_pattern(metric.name, \"a\", \"b\", SHA25) ~~ 39..44 no function SHA25 in the context metric |"
                        + " did you mean \"SHA256\"",
                "set(metric.type, METRIC_DATA_TYPE_SUMM) ~~ 17..38 no enum symbol METRIC_DATA_TYPE_SUMM in the context"
                        + " metric | did you mean \"METRIC_DATA_TYPE_SUM\"",
                "set(metric.name, 1) where IsMatch(metric.name, 5) ~~ 47..48 the parameter \"pattern\" of IsMatch"
                        + " takes a string | null",
                "set(metric.name, 1) where IsMatch(metric.name, (5)) ~~ 47..50 the parameter \"pattern\" of IsMatch"
                        + " takes a string | null",
                "set(metric.name, 1) where IsMatch(metric.name, -5) ~~ 47..49 the parameter \"pattern\" of IsMatch"
                        + " takes a string | null",
                "set(metric.name, (a) => a) ~~ 17..25 the parameter \"value\" of set takes a value | null",
            },
            nullValues = "")
    void checks(String statement, @org.jspecify.annotations.Nullable String wanted) {
        List<String> found = new ArrayList<>();
        switch (Parser.statement(statement)) {
            case ParseResult.Parsed<Statement>(Statement tree) ->
                new Checker(METRIC_CONTEXT, false).check(tree).forEach(problem -> found.add(shown(problem)));
            case ParseResult.Failed<Statement>(Problem problem) -> found.add(shown(problem));
        }
        assertThat(String.join("; ", found)).isEqualTo(wanted == null ? "" : wanted);
    }

    private static String shown(Problem problem) {
        return problem.range().start() + ".." + problem.range().end() + " " + problem.message() + " | "
                + problem.hint();
    }

    @Test
    void theContextsNameMayBeLeftOutWhereItIsDeclared() {
        assertThat(problems("set(attributes[\"a\"], metric.name) where positive.offset == 1", true))
                .isEmpty();
        assertThat(problems("set(datapoint.attributes[\"a\"], name)", true))
                .containsExactly("no field \"name\" in \"name\" (of the context datapoint) (write metric.name)");
    }

    private static List<String> problems(String text, boolean prefixOptional) {
        return new Checker(DATAPOINT_CONTEXT, prefixOptional)
                .check(tree(text)).stream()
                        .map(problem -> problem.message() + (problem.hint() == null ? "" : " (" + problem.hint() + ")"))
                        .toList();
    }

    private static Statement tree(String text) {
        return switch (Parser.statement(text)) {
            case ParseResult.Parsed<Statement>(Statement tree) -> tree;
            case ParseResult.Failed<Statement>(Problem problem) -> throw new AssertionError(problem.show(text));
        };
    }

    private static String inferred(String... statements) {
        ContextInference inference = new ContextInference(CATALOG);
        for (String statement : statements) {
            inference.add(tree(statement));
        }
        return switch (inference.infer()) {
            case ContextInference.Found(ContextSpec context) -> context.name();
            case ContextInference.NotFound(Problem problem) -> problem.message();
        };
    }

    @Test
    void findsTheLowestContextThatIsNamed() {
        assertThat(inferred("set(resource.attributes[\"a\"], 1)")).isEqualTo("resource");
        assertThat(inferred("set(resource.attributes[\"a\"], metric.name)")).isEqualTo("metric");
        assertThat(inferred("set(resource.attributes[\"a\"], 1)", "set(metric.name, 1)"))
                .isEqualTo("metric");
        assertThat(inferred("set(metric.name, 1) where datapoint.attributes[\"x\"] == nil"))
                .isEqualTo("datapoint");
    }

    @Test
    void goesLowerForAFunctionOrSymbol() {
        assertThat(inferred("convert_sum_to_gauge() where resource.attributes[\"a\"] == 1"))
                .isEqualTo("metric");
        assertThat(inferred("set(resource.attributes[\"a\"], METRIC_DATA_TYPE_SUM)"))
                .isEqualTo("datapoint");
    }

    @Test
    void saysWhyThereIsNoContext() {
        assertThat(inferred("convert_sum_to_gauge() where datapoint.attributes[\"a\"] == 1"))
                .isEqualTo("the function convert_sum_to_gauge cannot run in the context datapoint that the paths here"
                        + " need");
        assertThat(inferred("set(name, 1)"))
                .isEqualTo("the path \"name\" does not begin with a context; there are datapoint, metric, resource");
        assertThat(inferred("convert_sum_to_gauge()")).isEqualTo("no path tells what this runs on");
        assertThat(inferred("set(spam.name, 1)"))
                .isEqualTo("no context \"spam\"; there are datapoint, metric, resource");
        assertThat(inferred("set(metric.name, FOO)")).isEqualTo("no enum symbol FOO in the context metric");
        // A bare name in capitals is taken for a symbol, as in the Collector; a declared context is the way out.
        assertThat(inferred("replace_pattern(metric.name, \"a\", \"b\", SHA256)"))
                .isEqualTo("no enum symbol SHA256 in the context metric");
    }
}
