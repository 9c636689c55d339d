package phoenix.config.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.ottl.CompareOp;
import phoenix.ottl.Condition;
import phoenix.ottl.Expr;
import phoenix.ottl.MathOp;
import phoenix.ottl.Path;
import phoenix.ottl.TextRange;

/** value_double of an integer point reads 0, and value_int of a floating point one: comparisons hold for all of them. */
final class PointValueType implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (OttlTexts.Group group : OttlTexts.of(config)) {
            for (OttlText text : group.texts()) {
                if (text.condition() != null) {
                    conjunctions(text.condition()).forEach(terms -> check(text, terms, findings));
                }
            }
        }
    }

    private static void check(OttlText text, List<Condition> terms, Findings findings) {
        Set<String> names = new HashSet<>();
        boolean open = true;
        for (Condition term : terms) {
            Optional<String> name = metricName(text, term);
            name.ifPresent(names::add);
            // Whatever else is asked of the metric or its attributes may make it one of the right type.
            open &= isValue(text, term, "value_double") || isValue(text, term, "value_int");
        }
        for (Condition term : terms) {
            for (String value : List.of("value_double", "value_int")) {
                if (isValue(text, term, value) && holdsForZero((Condition.Comparison) term)) {
                    report(text, term, value, names, open, findings);
                }
            }
        }
    }

    private static void report(
            OttlText text, Condition term, String value, Set<String> names, boolean open, Findings findings) {
        boolean wantsDouble = value.equals("value_double");
        Optional<String> wrong = names.stream()
                .filter(n -> isOther(HostMetrics.isDouble(n), wantsDouble))
                .findFirst();
        if (wrong.isPresent() || open) {
            String others = wantsDouble ? "integers" : "floating point numbers";
            findings.add(
                    DiagnosticCode.POINT_VALUE_TYPE,
                    text.spanOf(term.range()),
                    value + " is 0 for points that are " + others + ": this holds for "
                            + wrong.map(n -> "every point of " + n).orElse("all of them"),
                    wrong.isPresent()
                            ? "write " + (wantsDouble ? "value_int" : "value_double")
                            : "name the metric too: metric.name == \"...\" and ...");
        }
    }

    private static boolean isOther(@Nullable Boolean isDouble, boolean wantsDouble) {
        return isDouble != null && isDouble != wantsDouble;
    }

    /** The ways in which a condition can hold: each a list of terms that hold together. Nested ones count as one term. */
    private static List<List<Condition>> conjunctions(Condition condition) {
        List<List<Condition>> result = new ArrayList<>();
        List<Condition> alternatives = condition instanceof Condition.Or or ? or.terms() : List.of(condition);
        for (Condition alternative : alternatives) {
            result.add(alternative instanceof Condition.And and ? and.terms() : List.of(alternative));
        }
        return result;
    }

    private static Optional<String> metricName(OttlText text, Condition term) {
        return term instanceof Condition.Comparison(TextRange r, Expr left, CompareOp op, Expr right)
                        && op == CompareOp.EQ
                        && left instanceof Expr.PathRef(Path path)
                        && text.field(path).equals("metric.name")
                        && right instanceof Expr.StringLiteral(TextRange s, String name)
                ? Optional.of(name)
                : Optional.empty();
    }

    private static boolean isValue(OttlText text, Condition term, String value) {
        return term instanceof Condition.Comparison comparison
                && comparison.left() instanceof Expr.PathRef(Path path)
                && text.field(path).equals("datapoint." + value);
    }

    private static boolean holdsForZero(Condition.Comparison comparison) {
        Optional<Double> limit = number(comparison.right());
        return limit.filter(x -> switch (comparison.op()) {
                    case EQ -> x == 0;
                    case NE -> x != 0;
                    case LT -> 0 < x;
                    case LE -> 0 <= x;
                    case GT -> 0 > x;
                    case GE -> 0 >= x;
                })
                .isPresent();
    }

    private static Optional<Double> number(Expr expr) {
        return switch (expr) {
            case Expr.IntLiteral i -> Optional.of((double) i.value());
            case Expr.FloatLiteral f -> Optional.of(f.value());
            case Expr.Signed s -> number(s.operand()).map(x -> s.op() == MathOp.SUBTRACT ? -x : x);
            default -> Optional.empty();
        };
    }
}
