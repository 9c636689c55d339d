package phoenix.engine.ottl;

import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.spec.CheckContext;
import phoenix.config.spec.Located;
import phoenix.ottl.Problem;

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

    private static void report(Problem problem, Located<String> text, CheckContext context) {
        DiagnosticCode code = switch (problem.kind()) {
            case SYNTAX, TOO_LARGE -> DiagnosticCode.OTTL_SYNTAX;
            case UNKNOWN_PATH, UNKNOWN_FUNCTION, UNKNOWN_ENUM -> DiagnosticCode.OTTL_UNKNOWN_NAME;
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
