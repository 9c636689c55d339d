package phoenix.engine.ottl;

import java.util.List;
import java.util.Set;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.Located;
import phoenix.ottl.Condition;
import phoenix.ottl.ParseResult;
import phoenix.ottl.Parser;
import phoenix.ottl.PathPrefixes;
import phoenix.ottl.Problem;
import phoenix.ottl.Statement;

/** Reports what is wrong with OTTL texts at their place in the user's file. */
public final class OttlDiagnostics {
    private OttlDiagnostics() {}

    /**
     * Reports the faults of a group.
     *
     * @param statements the texts that the group's statements were read from, in the order they were compiled in
     * @param conditions the same for its conditions
     */
    public static void report(
            List<Fault> faults,
            List<Located<String>> statements,
            List<Located<String>> conditions,
            CheckContext context) {
        for (Fault fault : faults) {
            List<Located<String>> texts = fault.part() == Fault.Part.STATEMENT ? statements : conditions;
            if (fault.index() >= texts.size()) {
                context.error(fault.problem().message());
                continue;
            }
            report(fault.problem(), texts.get(fault.index()), context);
        }
    }

    /** Warns of texts that ask for what the Collector knows of the client that sent a batch. */
    public static void warnOfClientPaths(List<Located<String>> texts, CheckContext context) {
        for (Located<String> text : texts) {
            Set<String> prefixes = Set.of();
            if (Parser.statement(text.value()) instanceof ParseResult.Parsed<Statement>(Statement statement)) {
                prefixes = PathPrefixes.of(statement);
            } else if (Parser.condition(text.value()) instanceof ParseResult.Parsed<Condition>(Condition condition)) {
                prefixes = PathPrefixes.of(condition);
            }
            if (prefixes.contains("otelcol")) {
                context.report(
                        DiagnosticCode.FIELD_WITHOUT_EFFECT,
                        text.spanAt(0, Math.max(1, text.value().length())),
                        "nothing is known here of the client that sent a batch: paths of otelcol read as for metrics"
                                + " that no client sent",
                        "run this configuration with the otelcol runtime where that matters");
            }
        }
    }

    private static void report(Problem problem, Located<String> text, CheckContext context) {
        DiagnosticCode code = switch (problem.kind()) {
            case SYNTAX, TOO_LARGE -> DiagnosticCode.OTTL_SYNTAX;
            case UNKNOWN_PATH, UNKNOWN_FUNCTION, UNKNOWN_ENUM -> DiagnosticCode.OTTL_UNKNOWN_NAME;
            case UNAVAILABLE_FUNCTION -> DiagnosticCode.OTTL_UNSUPPORTED;
            case UNKNOWN_CONTEXT, NO_CONTEXT -> DiagnosticCode.OTTL_CONTEXT;
            case WRONG_ARGUMENT -> DiagnosticCode.OTTL_ARGUMENT;
        };
        var span = text.spanAt(
                problem.range().start(),
                Math.max(problem.range().end(), problem.range().start() + 1));
        if (problem.hint() == null) {
            context.report(code, span, problem.message());
        } else {
            context.report(code, span, problem.message(), problem.hint());
        }
    }
}
