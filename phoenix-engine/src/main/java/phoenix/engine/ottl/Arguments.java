package phoenix.engine.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.ottl.Expr;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.TextRange;

/**
 * The compiled arguments of one call, by parameter name. The checker has seen that required ones are there and that
 * literals are of the right kind.
 */
final class Arguments {
    private final FunctionSpec spec;
    private final TextRange callRange;
    private final @Nullable Bound[] bound;

    Arguments(FunctionSpec spec, TextRange callRange, @Nullable Bound[] bound) {
        this.spec = spec;
        this.callRange = callRange;
        this.bound = bound;
    }

    /** A compiled argument. */
    sealed interface Bound {}

    /** @param place what it names, where it is a path whose keys are all written out */
    record Value(Expr expr, Getter getter, @Nullable Place place) implements Bound {}

    record ValueList(Expr expr, List<Getter> getters) implements Bound {}

    record Converter(StringFunction function) implements Bound {}

    private @Nullable Bound find(String name) {
        int index = spec.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(spec.name() + " has no parameter " + name);
        }
        return bound[index];
    }

    boolean has(String name) {
        return find(name) != null;
    }

    Getter getter(String name) {
        Getter getter = getterOrNull(name);
        if (getter == null) {
            throw new IllegalArgumentException(spec.name() + " lacks " + name);
        }
        return getter;
    }

    @Nullable
    Getter getterOrNull(String name) {
        return find(name) instanceof Value(Expr _, Getter getter, var _) ? getter : null;
    }

    Accessor target(String name) {
        return (Accessor) getter(name);
    }

    List<Getter> getters(String name) {
        return find(name) instanceof ValueList(Expr _, List<Getter> getters) ? getters : List.of();
    }

    /** The items of a list of strings that are all written out. */
    List<String> texts(String name) {
        return getters(name).stream()
                .map(getter -> getter instanceof Getter.Literal(Object value) && value instanceof String s ? s : "")
                .toList();
    }

    /** What the argument names, where it is a path whose keys are all written out. */
    @Nullable
    Place placeOrNull(String name) {
        return find(name) instanceof Value(Expr _, Getter _, var place) ? place : null;
    }

    @Nullable
    Object literalOrNull(String name) {
        return find(name) instanceof Value(Expr _, Getter.Literal(Object value), var _) ? value : null;
    }

    /** A string that is known before any data is, or null. */
    @Nullable
    String textOrNull(String name) {
        return literalOrNull(name) instanceof String text ? text : null;
    }

    String text(String name) {
        String text = textOrNull(name);
        return text == null ? "" : text;
    }

    long integer(String name) {
        return literalOrNull(name) instanceof Long number ? number : 0;
    }

    double floating(String name) {
        return literalOrNull(name) instanceof Double number ? number : 0;
    }

    boolean bool(String name) {
        return literalOrNull(name) instanceof Boolean bool && bool;
    }

    @Nullable
    StringFunction functionOrNull(String name) {
        return find(name) instanceof Converter(StringFunction function) ? function : null;
    }

    CompileException refuse(String name, String message) {
        TextRange range = switch (find(name)) {
            case Value(Expr expr, Getter _, var _) -> expr.range();
            case ValueList(Expr expr, List<Getter> _) -> expr.range();
            case Converter _ -> callRange;
            case null -> callRange;
        };
        return new CompileException(range, message);
    }

    CompileException refuse(String message) {
        return new CompileException(callRange, message);
    }
}
