package phoenix.ottl;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a tree back as OTTL in one canonical form; parsing the result gives the same tree but for text ranges. */
public final class Printer {
    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    /** The statement in canonical form. */
    public static String print(Statement statement) {
        Printer printer = new Printer();
        printer.call(statement.editor());
        if (statement.where() != null) {
            printer.out.append(" where ");
            printer.condition(statement.where());
        }
        return printer.out.toString();
    }

    /** The condition in canonical form. */
    public static String print(Condition condition) {
        Printer printer = new Printer();
        printer.condition(condition);
        return printer.out.toString();
    }

    /** The value in canonical form. */
    public static String print(Expr expr) {
        Printer printer = new Printer();
        printer.expr(expr);
        return printer.out.toString();
    }

    /** The path in canonical form. */
    public static String print(Path path) {
        Printer printer = new Printer();
        printer.path(path);
        return printer.out.toString();
    }

    private void condition(Condition condition) {
        switch (condition) {
            case Condition.Or or -> terms(or.terms(), " or ", Condition.Or.class, null);
            case Condition.And and -> terms(and.terms(), " and ", Condition.And.class, Condition.Or.class);
            case Condition.Not not -> {
                out.append("not ");
                boolean compound = not.operand() instanceof Condition.Or
                        || not.operand() instanceof Condition.And
                        || not.operand() instanceof Condition.Not;
                inParentheses(compound, () -> condition(not.operand()));
            }
            case Condition.Comparison comparison -> {
                expr(comparison.left());
                out.append(' ').append(comparison.op().symbol()).append(' ');
                expr(comparison.right());
            }
            case Condition.Constant constant -> out.append(constant.value());
            case Condition.Test test -> expr(test.converter());
        }
    }

    private void terms(List<Condition> terms, String joint, Class<?> same, @Nullable Class<?> looser) {
        list(terms, joint, term -> {
            boolean enclose = same.isInstance(term) || (looser != null && looser.isInstance(term));
            inParentheses(enclose, () -> condition(term));
        });
    }

    private void inParentheses(boolean enclose, Runnable inner) {
        if (enclose) {
            out.append('(');
        }
        inner.run();
        if (enclose) {
            out.append(')');
        }
    }

    private void expr(Expr expr) {
        switch (expr) {
            case Expr.Nil nil -> out.append("nil");
            case Expr.StringLiteral string -> out.append(StringEscapes.quote(string.value()));
            case Expr.IntLiteral integer -> out.append(integer.value());
            case Expr.FloatLiteral number -> out.append(number.value());
            case Expr.BoolLiteral bool -> out.append(bool.value());
            case Expr.BytesLiteral bytes -> out.append("0x").append(bytes.digits());
            case Expr.EnumSymbol symbol -> out.append(symbol.name());
            case Expr.ListLiteral values -> {
                out.append('[');
                list(values.values(), ", ", this::expr);
                out.append(']');
            }
            case Expr.MapLiteral map -> {
                out.append('{');
                list(map.entries(), ", ", this::entry);
                out.append('}');
            }
            case Expr.Signed signed -> {
                out.append(signed.op().symbol());
                expr(signed.operand());
            }
            case Expr.Group group -> inParentheses(true, () -> expr(group.inner()));
            case Expr.Arithmetic math -> {
                expr(math.first());
                for (Expr.Step step : math.rest()) {
                    out.append(' ').append(step.op().symbol()).append(' ');
                    expr(step.operand());
                }
            }
            case Expr.PathRef reference -> path(reference.path());
            case Expr.Converter converter -> {
                call(converter.call());
                keys(converter.keys());
            }
        }
    }

    private void entry(Expr.Entry entry) {
        out.append(StringEscapes.quote(entry.key())).append(": ");
        expr(entry.value());
    }

    private void path(Path path) {
        list(path.segments(), ".", segment -> {
            out.append(segment.name());
            keys(segment.keys());
        });
    }

    private void keys(List<Key> keys) {
        for (Key key : keys) {
            out.append('[');
            switch (key) {
                case Key.StringKey string -> out.append(StringEscapes.quote(string.value()));
                case Key.IntKey integer -> out.append(integer.value());
                case Key.Computed computed -> expr(computed.expr());
            }
            out.append(']');
        }
    }

    private void call(Call call) {
        out.append(call.name()).append('(');
        list(call.arguments(), ", ", this::argument);
        out.append(')');
    }

    private void argument(Argument argument) {
        if (argument.name() != null) {
            out.append(argument.name()).append('=');
        }
        switch (argument.given()) {
            case Argument.Value value -> expr(value.expr());
            case Argument.FunctionName function -> out.append(function.name());
            case Argument.Lambda lambda -> {
                out.append('(').append(String.join(", ", lambda.parameters())).append(") => ");
                switch (lambda.body()) {
                    case Expr expr -> expr(expr);
                    case Condition condition -> condition(condition);
                }
            }
        }
    }

    private <T> void list(List<T> items, String joint, Consumer<T> each) {
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(joint);
            }
            each.accept(items.get(i));
        }
    }
}
