package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.config.lint.OttlText;
import phoenix.ottl.Argument;
import phoenix.ottl.CompareOp;
import phoenix.ottl.Condition;
import phoenix.ottl.Expr;
import phoenix.ottl.Path;
import phoenix.ottl.Printer;
import phoenix.ottl.TextRange;

/** Conditions in words: which metrics they choose, and what else they ask. */
final class OttlWords {
    private OttlWords() {}

    /**
     * What a condition is about.
     *
     * @param metrics the metrics in words, such as {@code metric a}; empty when it does not choose by name
     * @param name the name of the one metric that is chosen, where it is one
     * @param rest what else is asked, as OTTL; empty when nothing
     */
    record Scope(String metrics, Optional<String> name, String rest) {
        static final Scope ALL = new Scope("", Optional.empty(), "");

        /** {@code of metric a where ...}, with what stands before and after. */
        String of() {
            return (metrics.isEmpty() ? "" : " of " + metrics) + where();
        }

        String where() {
            return rest.isEmpty() ? "" : " where " + rest;
        }
    }

    static Scope scope(OttlText text, @Nullable Condition condition) {
        if (condition == null) {
            return Scope.ALL;
        }
        List<Condition> terms = condition instanceof Condition.And and ? and.terms() : List.of(condition);
        String metrics = "";
        Optional<String> name = Optional.empty();
        List<String> rest = new ArrayList<>();
        for (Condition term : terms) {
            Optional<String> words = metrics.isEmpty() ? choice(text, term) : Optional.empty();
            if (words.isPresent()) {
                metrics = words.get();
                name = equalName(text, term);
            } else {
                rest.add(term instanceof Condition.Or ? "(" + Printer.print(term) + ")" : Printer.print(term));
            }
        }
        return new Scope(metrics, name, String.join(" and ", rest));
    }

    private static Optional<String> choice(OttlText text, Condition term) {
        return switch (term) {
            case Condition.Comparison c
            when isName(text, c.left()) && c.right() instanceof Expr.StringLiteral s ->
                c.op() == CompareOp.EQ
                        ? Optional.of("metric " + s.value())
                        : c.op() == CompareOp.NE ? Optional.of("all metrics but " + s.value()) : Optional.empty();
            case Condition.Test t -> matched(text, t).map(p -> "metrics that match " + p);
            case Condition.Not(TextRange r, Condition.Test t) ->
                matched(text, t).map(p -> "metrics that do not match " + p);
            default -> Optional.empty();
        };
    }

    private static Optional<String> equalName(OttlText text, Condition term) {
        return term instanceof Condition.Comparison c
                        && c.op() == CompareOp.EQ
                        && isName(text, c.left())
                        && c.right() instanceof Expr.StringLiteral s
                ? Optional.of(s.value())
                : Optional.empty();
    }

    private static Optional<String> matched(OttlText text, Condition.Test test) {
        var call = test.converter().call();
        boolean match = call.name().equals("IsMatch")
                && call.arguments().size() == 2
                && call.arguments().get(0).given() instanceof Argument.Value(Expr target)
                && isName(text, target);
        return match
                        && call.arguments().get(1).given() instanceof Argument.Value(Expr pattern)
                        && pattern instanceof Expr.StringLiteral s
                ? Optional.of("/" + s.value() + "/")
                : Optional.empty();
    }

    private static boolean isName(OttlText text, Expr expr) {
        return expr instanceof Expr.PathRef(Path path) && text.field(path).equals("metric.name");
    }
}
