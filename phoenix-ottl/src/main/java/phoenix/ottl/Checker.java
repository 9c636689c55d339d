package phoenix.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks statements and conditions against one context: paths, functions, enum symbols, number and kind of arguments. */
public final class Checker {
    private final ContextSpec context;
    private final Resolver resolver;

    /**
     * @param prefixOptional whether paths may leave out the context's own name, as under a {@code context:} block
     */
    public Checker(ContextSpec context, boolean prefixOptional) {
        this.context = context;
        this.resolver = new Resolver(context, prefixOptional);
    }

    /** All that is wrong, from left to right; empty when the statement can be compiled. */
    public List<Problem> check(Statement statement) {
        Walk walk = new Walk();
        walk.walk(statement);
        return walk.problems;
    }

    /** All that is wrong, from left to right; empty when the condition can be compiled. */
    public List<Problem> check(Condition condition) {
        Walk walk = new Walk();
        walk.walk(condition);
        return walk.problems;
    }

    private final class Walk extends TreeWalk {
        private final List<Problem> problems = new ArrayList<>();
        /** Symbols that turned out to be names of functions, which capitals alone do not tell. */
        private final List<TextRange> functionNames = new ArrayList<>();

        @Override
        protected void call(Call call) {
            FunctionSpec function = context.functions().get(call.name());
            if (function == null) {
                problems.add(unknownFunction(call.name(), call.nameRange(), context));
                return;
            }
            if (ignoresArguments(call)) {
                return;
            }
            int before = problems.size();
            count(call, function);
            if (problems.size() == before) {
                new ArgumentCheck(context, problems, functionNames).check(call, function);
            }
        }

        /** A function that takes nothing may be given anything, as in the Collector, which does not look at it. */
        @Override
        protected boolean ignoresArguments(Call call) {
            FunctionSpec function = context.functions().get(call.name());
            return function != null && function.parameters().isEmpty();
        }

        private void count(Call call, FunctionSpec function) {
            int given = call.arguments().size();
            int most = function.parameters().size();
            int least = function.requiredCount();
            if (given < least || given > most) {
                String wanted = least == most ? String.valueOf(most) : least + " to " + most;
                problems.add(new Problem(
                        Problem.Kind.WRONG_ARGUMENT,
                        call.range(),
                        call.name() + " takes " + wanted + " arguments, not " + given,
                        function.signature()));
            }
        }

        @Override
        protected void path(Path path) {
            if (resolver.resolve(path) instanceof Resolver.Unknown(Problem problem)) {
                problems.add(problem);
            }
        }

        @Override
        protected void enumSymbol(Expr.EnumSymbol symbol) {
            if (context.enums().get(symbol.name()) == null && !functionNames.contains(symbol.range())) {
                problems.add(unknownSymbol(symbol.name(), symbol.range(), context));
            }
        }
    }

    static Problem unknownFunction(String name, TextRange range, ContextSpec context) {
        boolean editor = Character.isLowerCase(name.charAt(0));
        List<String> alike = context.functions().values().stream()
                .filter(f -> f.isEditor() == editor)
                .map(FunctionSpec::name)
                .toList();
        return new Problem(
                Problem.Kind.UNKNOWN_FUNCTION,
                range,
                "no function " + name + " in the context " + context.name(),
                Nearest.hint(name, alike));
    }

    static Problem unknownSymbol(String name, TextRange range, ContextSpec context) {
        @Nullable String near = Nearest.hint(name, context.enums().values().keySet());
        return new Problem(
                Problem.Kind.UNKNOWN_ENUM,
                range,
                "no enum symbol " + name + " in the context " + context.name(),
                near == null ? "a string is written in double quotes" : near);
    }
}
