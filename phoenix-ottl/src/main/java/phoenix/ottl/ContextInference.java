package phoenix.ottl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one context in which a group of statements and conditions runs: the lowest that a path begins with, or, when
 * that one lacks a function or enum symbol, the lowest below it that has all.
 */
public final class ContextInference {
    private final Catalog catalog;
    private final Map<String, TextRange> prefixes = new LinkedHashMap<>();
    private final Map<String, TextRange> functions = new LinkedHashMap<>();
    private final Map<String, TextRange> symbols = new LinkedHashMap<>();
    private @Nullable Path unprefixed;

    public ContextInference(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The context found, or why there is none. The range of a problem is inside the text it was read from. */
    public sealed interface Inferred {}

    /** The context of the group. */
    public record Found(ContextSpec context) implements Inferred {}

    /** No context can run the group. */
    public record NotFound(Problem problem) implements Inferred {}

    /** Counts the statement in. */
    public ContextInference add(Statement statement) {
        new Hints().walk(statement);
        return this;
    }

    /** Counts the condition in. */
    public ContextInference add(Condition condition) {
        new Hints().walk(condition);
        return this;
    }

    private final class Hints extends TreeWalk {
        @Override
        protected void call(Call call) {
            functions.putIfAbsent(call.name(), call.nameRange());
        }

        @Override
        protected void enumSymbol(Expr.EnumSymbol symbol) {
            symbols.putIfAbsent(symbol.name(), symbol.range());
        }

        @Override
        protected void path(Path path) {
            Path.Segment first = path.segments().getFirst();
            if (path.segments().size() > 1 && first.keys().isEmpty()) {
                prefixes.putIfAbsent(first.name(), first.range());
            } else if (unprefixed == null) {
                unprefixed = path;
            }
        }
    }

    /** The context of all that was added. */
    public Inferred infer() {
        List<ContextSpec> contexts = catalog.contexts();
        int lowest = contexts.size();
        for (int i = contexts.size() - 1; i >= 0; i--) {
            if (prefixes.containsKey(contexts.get(i).name())) {
                lowest = i;
            }
        }
        if (lowest == contexts.size()) {
            return new NotFound(noContext());
        }
        ContextSpec wanted = contexts.get(lowest);
        if (lacking(wanted) == null) {
            return new Found(wanted);
        }
        for (int i = 0; i < lowest; i++) {
            if (lacking(contexts.get(i)) == null) {
                return new Found(contexts.get(i));
            }
        }
        return new NotFound(lackingProblem(wanted));
    }

    private Problem noContext() {
        String known = String.join(", ", catalog.names());
        for (Map.Entry<String, TextRange> prefix : prefixes.entrySet()) {
            return new Problem(
                    Problem.Kind.UNKNOWN_CONTEXT,
                    prefix.getValue(),
                    "no context \"" + prefix.getKey() + "\"; there are " + known,
                    Nearest.hint(prefix.getKey(), catalog.names()));
        }
        if (unprefixed != null) {
            String shown = Printer.print(unprefixed);
            return new Problem(
                    Problem.Kind.NO_CONTEXT,
                    unprefixed.range(),
                    "the path \"" + shown + "\" does not begin with a context; there are " + known,
                    "for example metric." + shown);
        }
        return new Problem(
                Problem.Kind.NO_CONTEXT,
                new TextRange(0, 0),
                "no path tells what this runs on",
                "name a path with its context, or put it under a context: block");
    }

    private @Nullable String lacking(ContextSpec context) {
        for (String function : functions.keySet()) {
            if (!context.functions().containsKey(function)) {
                return function;
            }
        }
        for (String symbol : symbols.keySet()) {
            if (context.enums().get(symbol) == null) {
                return symbol;
            }
        }
        return null;
    }

    private Problem lackingProblem(ContextSpec context) {
        String name = String.valueOf(lacking(context));
        TextRange function = functions.get(name);
        if (function == null) {
            TextRange symbol = symbols.getOrDefault(name, new TextRange(0, 0));
            return Checker.unknownSymbol(name, symbol, context);
        }
        List<String> elsewhere = new ArrayList<>();
        for (ContextSpec other : catalog.contexts()) {
            if (other.functions().containsKey(name)) {
                elsewhere.add(other.name());
            }
        }
        if (elsewhere.isEmpty()) {
            return Checker.unknownFunction(name, function, context);
        }
        return new Problem(
                Problem.Kind.UNKNOWN_FUNCTION,
                function,
                "the function " + name + " cannot run in the context " + context.name() + " that the paths here need",
                "it runs in " + String.join(", ", elsewhere) + "; put it into a group of its own");
    }
}
