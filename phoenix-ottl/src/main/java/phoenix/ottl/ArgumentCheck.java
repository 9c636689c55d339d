package phoenix.ottl;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of one call against the parameters of its function. */
final class ArgumentCheck {
    /** What Go reads as a floating point number. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?i)[+-]?(inf|infinity|nan|(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?|0x[0-9a-f]*\\.?[0-9a-f]*p[+-]?\\d+)");

    /** What Go reads as a boolean. */
    private static final Pattern BOOLEAN = Pattern.compile("1|t|T|TRUE|true|True|0|f|F|FALSE|false|False");

    private final ContextSpec context;
    private final List<Problem> problems;
    private final List<TextRange> functionNames;

    ArgumentCheck(ContextSpec context, List<Problem> problems, List<TextRange> functionNames) {
        this.context = context;
        this.problems = problems;
        this.functionNames = functionNames;
    }

    void check(Call call, FunctionSpec function) {
        boolean namedSeen = false;
        for (int i = 0; i < call.arguments().size(); i++) {
            Argument argument = call.arguments().get(i);
            int index = i;
            if (argument.name() != null) {
                namedSeen = true;
                index = function.indexOf(argument.name());
            } else if (namedSeen) {
                wrong(argument.range(), "an argument without a name stands behind a named one", function.signature());
                return;
            }
            if (index < 0) {
                List<String> names = function.parameters().stream()
                        .map(FunctionSpec.Parameter::name)
                        .toList();
                String near = Nearest.hint(String.valueOf(argument.name()), names);
                wrong(
                        argument.range(),
                        call.name() + " has no parameter \"" + argument.name() + "\"",
                        near == null ? function.signature() : near);
                return;
            }
            check(call.name(), function.parameters().get(index), argument.given());
        }
    }

    private void check(String function, FunctionSpec.Parameter parameter, Argument.Given given) {
        boolean fits = switch (given) {
            case Argument.Lambda lambda -> parameter.type() == ParameterType.LAMBDA && !parameter.list();
            case Argument.FunctionName name -> isFunction(parameter, name.name(), name.range());
            case Argument.Value(Expr expr) -> parameter.list() ? list(parameter, expr) : value(parameter, expr);
        };
        if (!fits) {
            wrong(
                    given.range(),
                    "the parameter \"" + parameter.name() + "\" of " + function + " takes " + parameter.wanted(),
                    null);
        }
    }

    private boolean list(FunctionSpec.Parameter parameter, Expr expr) {
        if (!(expr instanceof Expr.ListLiteral list)) {
            return false;
        }
        return list.values().stream().allMatch(item -> fits(parameter.type(), item));
    }

    private boolean value(FunctionSpec.Parameter parameter, Expr expr) {
        if (parameter.type() == ParameterType.FUNCTION) {
            return expr instanceof Expr.EnumSymbol symbol && isFunction(parameter, symbol.name(), symbol.range());
        }
        return fits(parameter.type(), expr);
    }

    private boolean isFunction(FunctionSpec.Parameter parameter, String name, TextRange range) {
        if (parameter.type() != ParameterType.FUNCTION || parameter.list()) {
            return false;
        }
        if (!context.functions().containsKey(name)) {
            problems.add(Checker.unknownFunction(name, range, context));
        }
        functionNames.add(range);
        return true;
    }

    /** A literal can be seen to be wrong before any data is; the kind of any other value shows when it is evaluated. */
    private static boolean fits(ParameterType type, Expr expr) {
        Expr read = folded(expr);
        return switch (type) {
            case TARGET -> expr instanceof Expr.PathRef;
            case LITERAL_STRING -> expr instanceof Expr.StringLiteral;
            case LITERAL_INT -> expr instanceof Expr.IntLiteral;
            case LITERAL_FLOAT -> expr instanceof Expr.FloatLiteral;
            case LITERAL_BOOL -> expr instanceof Expr.BoolLiteral;
            case ENUM -> expr instanceof Expr.EnumSymbol;
            case LAMBDA, FUNCTION -> false;
            case STRING -> !isLiteral(read) || read instanceof Expr.StringLiteral;
            case INT -> !isLiteral(read) || read instanceof Expr.IntLiteral || read instanceof Expr.EnumSymbol;
            case FLOAT -> !isLiteral(read) || read instanceof Expr.FloatLiteral;
            case BOOL -> !isLiteral(read) || read instanceof Expr.BoolLiteral;
            case TIME, DURATION -> !isLiteral(read);
            case MAP -> !isLiteral(read) || read instanceof Expr.MapLiteral;
            case SLICE -> !isLiteral(read) || read instanceof Expr.ListLiteral;
            case INT_LIKE -> !isConstant(read) || isScalar(read);
            case FLOAT_LIKE -> !isConstant(read) || (isScalar(read) && reads(read, NUMBER));
            case BOOL_LIKE -> !isConstant(read) || (isScalar(read) && reads(read, BOOLEAN));
            case BYTES_LIKE -> !isConstant(read) || isScalar(read) || read instanceof Expr.BytesLiteral;
            case ANY, STRING_LIKE -> true;
        };
    }

    /** A number alone in parentheses or behind a sign is as good as one written out. */
    private static Expr folded(Expr expr) {
        Expr inner = switch (expr) {
            case Expr.Group group -> folded(group.inner());
            case Expr.Signed signed -> folded(signed.operand());
            default -> expr;
        };
        return inner instanceof Expr.IntLiteral || inner instanceof Expr.FloatLiteral ? inner : expr;
    }

    /** Whether the value is known before any data is: a literal, and a list or a map of nothing else. */
    private static boolean isConstant(Expr expr) {
        return switch (expr) {
            case Expr.ListLiteral list -> list.values().stream().allMatch(ArgumentCheck::isConstant);
            case Expr.MapLiteral map -> map.entries().stream().allMatch(entry -> isConstant(entry.value()));
            default -> isLiteral(expr);
        };
    }

    private static boolean isScalar(Expr expr) {
        return !(expr instanceof Expr.ListLiteral
                || expr instanceof Expr.MapLiteral
                || expr instanceof Expr.BytesLiteral);
    }

    private static boolean reads(Expr expr, Pattern text) {
        return !(expr instanceof Expr.StringLiteral literal) || text.matches(literal.value());
    }

    private static boolean isLiteral(Expr expr) {
        return switch (expr) {
            case Expr.PathRef e -> false;
            case Expr.Converter e -> false;
            case Expr.Arithmetic e -> false;
            case Expr.Group e -> false;
            case Expr.Signed e -> false;
            default -> true;
        };
    }

    private void wrong(TextRange range, String message, @Nullable String hint) {
        problems.add(new Problem(Problem.Kind.WRONG_ARGUMENT, range, message, hint));
    }
}
