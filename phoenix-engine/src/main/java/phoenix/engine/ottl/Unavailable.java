package phoenix.engine.ottl;

import java.util.List;
import phoenix.ottl.Problem;

/** Functions that the Collector has and Phoenix does not: said as such, and not as a mistake in the name. */
final class Unavailable {
    private static final String LAMBDA = "it takes a lambda, which the Collector has switched off by default";
    private static final String NOT_HERE = "run this configuration with the otelcol runtime";
    private static final List<String> WITH_LAMBDA =
            List.of("All", "Any", "Filter", "Find", "MapEach", "MapKeys", "Reduce", "When");
    private static final List<String> OTHERS = List.of(
            "ConvertAttributesToElementsXML",
            "ConvertTextToElementsXML",
            "GetXML",
            "InsertXML",
            "ParseSimplifiedXML",
            "ParseXML",
            "RemoveXML",
            "UserAgent");

    private Unavailable() {}

    /** The problem, or a clearer one where it is about a function that is only missing here. */
    static Problem explain(Problem problem) {
        if (problem.kind() != Problem.Kind.UNKNOWN_FUNCTION) {
            return problem;
        }
        for (String word : problem.message().split(" ", 0)) {
            if (WITH_LAMBDA.contains(word)) {
                return new Problem(
                        problem.kind(), problem.range(), "the function " + word + " is not available here", LAMBDA);
            }
            if (OTHERS.contains(word)) {
                return new Problem(
                        Problem.Kind.UNAVAILABLE_FUNCTION,
                        problem.range(),
                        "the function " + word + " of the Collector is not available in the embedded runtime",
                        NOT_HERE);
            }
        }
        return problem;
    }
}
