package phoenix.config.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.ottl.CompareOp;
import phoenix.ottl.Condition;
import phoenix.ottl.Expr;
import phoenix.ottl.Path;
import phoenix.ottl.TextRange;

/** Conditions of a filter are alternatives: two that exclude each other leave nothing. */
final class FilterDropsEverything implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (OttlTexts.Group group : OttlTexts.of(config)) {
            if (!group.isFilter()) {
                continue;
            }
            List<Denial> denials = new ArrayList<>();
            for (OttlText text : group.texts()) {
                for (Condition term : alternatives(text.condition())) {
                    denial(text, term).ifPresent(d -> report(d, denials, group, findings));
                }
            }
        }
    }

    /** A condition that holds for everything but one value. */
    private record Denial(String path, String value, OttlText text, Condition term) {}

    private static List<Condition> alternatives(@Nullable Condition condition) {
        return switch (condition) {
            case null -> List.of();
            case Condition.Or or -> or.terms();
            default -> List.of(condition);
        };
    }

    private static Optional<Denial> denial(OttlText text, Condition term) {
        return term instanceof Condition.Comparison(TextRange r, Expr left, CompareOp op, Expr right)
                        && op == CompareOp.NE
                        && left instanceof Expr.PathRef(Path path)
                        && right instanceof Expr.StringLiteral(TextRange s, String value)
                ? Optional.of(new Denial(text.field(path) + OttlText.key(path).orElse(""), value, text, term))
                : Optional.empty();
    }

    private static void report(Denial denial, List<Denial> before, OttlTexts.Group group, Findings findings) {
        before.stream()
                .filter(d -> d.path.equals(denial.path) && !d.value.equals(denial.value))
                .findFirst()
                .ifPresent(d -> findings.add(
                        DiagnosticCode.FILTER_DROPS_EVERYTHING,
                        denial.text.spanOf(denial.term.range()),
                        group.processor().path() + " drops everything: what is not dropped for not being \"" + d.value
                                + "\" is dropped for not being \"" + denial.value + "\"",
                        "one true condition is enough to drop; join these with \"and\""));
        before.add(denial);
    }
}
