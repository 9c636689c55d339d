package phoenix.engine.ottl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.Value;
import phoenix.ottl.Argument;
import phoenix.ottl.Call;
import phoenix.ottl.Condition;
import phoenix.ottl.ContextSpec;
import phoenix.ottl.Expr;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.Key;
import phoenix.ottl.MathOp;
import phoenix.ottl.Path;
import phoenix.ottl.Resolver;
import phoenix.ottl.Statement;

/**
 * Turns checked syntax trees into nodes. What the checker has refused must not come here: an unknown name is a bug of
 * the caller.
 */
final class Compiler {
    private final ContextSpec context;
    private final Map<String, Function> functions;
    private final Resolver resolver;

    Compiler(ContextSpec context, Map<String, Function> functions, boolean prefixOptional) {
        this.context = context;
        this.functions = functions;
        this.resolver = new Resolver(context, prefixOptional);
    }

    /** A compiled statement; {@code text} is for messages. */
    record Step(String text, Test where, Editor editor) {}

    Step statement(Statement statement) throws CompileException {
        Test where = statement.where() == null ? Test.ALWAYS : condition(statement.where());
        Call call = statement.editor();
        if (!(functions.get(call.name()) instanceof Function.EditorFunction(FunctionSpec spec, var factory))) {
            throw new CompileException(call.nameRange(), call.name() + " is not an editor");
        }
        return new Step(statement.text(), where, factory.build(arguments(call, spec)));
    }

    /** A constant that decides an "or" or an "and" spares the other terms, errors of theirs included, as in the Collector. */
    Test condition(Condition condition) throws CompileException {
        return switch (condition) {
            case Condition.Or or when anyConstant(or.terms(), true) -> Test.ALWAYS;
            case Condition.And and when anyConstant(and.terms(), false) -> row -> false;
            case Condition.Or or -> any(all(or.terms()));
            case Condition.And and -> every(all(and.terms()));
            case Condition.Not not -> {
                Test operand = condition(not.operand());
                yield row -> !operand.test(row);
            }
            case Condition.Constant constant -> {
                boolean value = constant.value();
                yield row -> value;
            }
            case Condition.Test test -> truth(value(test.converter()));
            case Condition.Comparison comparison ->
                ComparisonNodes.compile(value(comparison.left()), comparison.op(), value(comparison.right()));
        };
    }

    /** What is written out on both sides is compared once and for all, as in the Collector. */
    private boolean isConstant(Condition condition, boolean value) throws CompileException {
        return switch (condition) {
            case Condition.Constant constant -> constant.value() == value;
            case Condition.Comparison comparison ->
                value(comparison.left()) instanceof Getter.Literal(Object left)
                        && value(comparison.right()) instanceof Getter.Literal(Object right)
                        && Comparison.holds(left, comparison.op(), right) == value;
            case Condition.Not not -> isConstant(not.operand(), !value);
            case Condition.Or or -> value ? anyConstant(or.terms(), true) : allConstant(or.terms(), false);
            case Condition.And and -> value ? allConstant(and.terms(), true) : anyConstant(and.terms(), false);
            case Condition.Test _ -> false;
        };
    }

    private boolean allConstant(List<Condition> terms, boolean value) throws CompileException {
        for (Condition term : terms) {
            if (!isConstant(term, value)) {
                return false;
            }
        }
        return true;
    }

    private boolean anyConstant(List<Condition> terms, boolean value) throws CompileException {
        for (Condition term : terms) {
            if (isConstant(term, value)) {
                return true;
            }
        }
        return false;
    }

    private Test[] all(List<Condition> conditions) throws CompileException {
        Test[] tests = new Test[conditions.size()];
        for (int i = 0; i < tests.length; i++) {
            tests[i] = condition(conditions.get(i));
        }
        return tests;
    }

    private static Test any(Test[] tests) {
        return row -> {
            for (Test test : tests) {
                if (test.test(row)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Test every(Test[] tests) {
        return row -> {
            for (Test test : tests) {
                if (!test.test(row)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Test truth(Getter getter) {
        if (getter instanceof Test test) {
            return test;
        }
        return row -> {
            if (getter.get(row) instanceof Boolean bool) {
                return bool;
            }
            throw new EvalException("a condition must give true or false");
        };
    }

    Getter value(Expr expr) throws CompileException {
        return switch (expr) {
            case Expr.Nil _ -> new Getter.Literal(null);
            case Expr.StringLiteral literal -> new Getter.Literal(literal.value());
            case Expr.IntLiteral literal -> new Getter.Literal(literal.value());
            case Expr.FloatLiteral literal -> new Getter.Literal(literal.value());
            case Expr.BoolLiteral literal -> new Getter.Literal(literal.value());
            case Expr.BytesLiteral literal -> new Getter.Literal(new Value.BytesValue(literal.bytes()));
            case Expr.EnumSymbol symbol -> new Getter.Literal(context.enums().get(symbol.name()));
            case Expr.ListLiteral list -> list(list);
            case Expr.MapLiteral map -> map(map);
            case Expr.Signed signed -> signed(signed);
            case Expr.Group group -> value(group.inner());
            case Expr.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expr.PathRef reference -> path(reference.path());
            case Expr.Converter converter -> converter(converter);
        };
    }

    private Getter signed(Expr.Signed signed) throws CompileException {
        Getter operand = value(signed.operand());
        if (signed.op() == MathOp.ADD) {
            return operand;
        }
        boolean folds = !(signed.operand() instanceof Expr.Group);
        if (folds && operand instanceof Getter.Literal(Object value)) {
            if (value instanceof Long i) {
                return new Getter.Literal(-i);
            }
            if (value instanceof Double d) {
                return new Getter.Literal(-d);
            }
        }
        return row -> Arithmetic.negate(operand.get(row));
    }

    private Getter arithmetic(Expr.Arithmetic arithmetic) throws CompileException {
        Getter first = value(arithmetic.first());
        int count = arithmetic.rest().size();
        MathOp[] ops = new MathOp[count];
        Getter[] operands = new Getter[count];
        for (int i = 0; i < count; i++) {
            ops[i] = arithmetic.rest().get(i).op();
            operands[i] = value(arithmetic.rest().get(i).operand());
        }
        return row -> {
            Object result = first.get(row);
            for (int i = 0; i < count; i++) {
                result = Arithmetic.apply(result, ops[i], operands[i].get(row));
            }
            return result;
        };
    }

    private Getter list(Expr.ListLiteral list) throws CompileException {
        List<Getter> items = values(list.values());
        Getter evaluated = row -> {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            for (Getter item : items) {
                values.add(item.get(row));
            }
            return GoList.of(values);
        };
        return items.stream().allMatch(Getter.Literal.class::isInstance) ? constant(evaluated) : evaluated;
    }

    private Getter map(Expr.MapLiteral map) throws CompileException {
        List<String> keys = map.entries().stream().map(Expr.Entry::key).toList();
        List<Getter> items =
                values(map.entries().stream().map(Expr.Entry::value).toList());
        Getter evaluated = row -> {
            Attributes.Builder entries = Attributes.builder();
            for (int i = 0; i < items.size(); i++) {
                entries.put(keys.get(i), GoList.entry(items.get(i).get(row)));
            }
            return entries.build();
        };
        return items.stream().allMatch(Getter.Literal.class::isInstance) ? constant(evaluated) : evaluated;
    }

    /** The value of a getter that looks at no data; one that fails does so each time. */
    private static Getter constant(Getter getter) {
        EvalEnvironment none = new EvalEnvironment("", new AtomicLong(), () -> Instant.EPOCH);
        try {
            return new Getter.Literal(getter.get(new Row(MetricBatch.EMPTY, none)));
        } catch (EvalException _) {
            return getter;
        }
    }

    private List<Getter> values(List<Expr> exprs) throws CompileException {
        List<Getter> getters = new ArrayList<>();
        for (Expr expr : exprs) {
            getters.add(value(expr));
        }
        return getters;
    }

    private Accessor path(Path path) throws CompileException {
        return switch (resolver.resolve(path)) {
            case Resolver.Resolved resolved ->
                Paths.compile(resolved.context(), resolved.dotted(), keys(resolved.keys()));
            case Resolver.Unknown(var problem) -> throw new CompileException(problem.range(), problem.message());
        };
    }

    private @Nullable Place place(Expr expr) throws CompileException {
        return expr instanceof Expr.PathRef reference
                        && resolver.resolve(reference.path()) instanceof Resolver.Resolved resolved
                ? Place.of(resolved.context(), resolved.dotted(), keys(resolved.keys()))
                : null;
    }

    private List<Getter> keys(List<Key> keys) throws CompileException {
        List<Getter> getters = new ArrayList<>();
        for (Key key : keys) {
            getters.add(
                    switch (key) {
                        case Key.StringKey string -> new Getter.Literal(string.value());
                        case Key.IntKey integer -> new Getter.Literal(integer.value());
                        case Key.Computed computed -> value(computed.expr());
                    });
        }
        return getters;
    }

    private Getter converter(Expr.Converter converter) throws CompileException {
        Call call = converter.call();
        if (!(functions.get(call.name()) instanceof Function.Converter(FunctionSpec spec, var factory))) {
            throw new CompileException(call.nameRange(), call.name() + " is not a converter");
        }
        Getter result = factory.build(arguments(call, spec));
        List<Getter> keys = keys(converter.keys());
        return keys.isEmpty() ? result : row -> ResultIndex.get(row, result.get(row), keys);
    }

    private Arguments arguments(Call call, FunctionSpec spec) throws CompileException {
        Arguments.@Nullable Bound[] bound =
                new Arguments.Bound[spec.parameters().size()];
        if (bound.length == 0) {
            return new Arguments(spec, call.range(), bound); // whatever is given, it is for nothing
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            Argument argument = call.arguments().get(i);
            int index = argument.name() == null ? i : spec.indexOf(argument.name());
            bound[index] = bound(spec.parameters().get(index), argument.given());
        }
        return new Arguments(spec, call.range(), bound);
    }

    private Arguments.Bound bound(FunctionSpec.Parameter parameter, Argument.Given given) throws CompileException {
        return switch (given) {
            case Argument.Lambda lambda ->
                throw new CompileException(
                        lambda.range(),
                        "lambdas need the feature gate ottl.functions.enableLambda, which is off here as by default in"
                                + " the Collector");
            case Argument.FunctionName name -> function(name.name(), name.range());
            case Argument.Value(Expr expr) -> {
                if (parameter.type() == phoenix.ottl.ParameterType.FUNCTION && expr instanceof Expr.EnumSymbol symbol) {
                    yield function(symbol.name(), symbol.range());
                }
                if (parameter.list() && expr instanceof Expr.ListLiteral list) {
                    yield new Arguments.ValueList(expr, values(list.values()));
                }
                yield new Arguments.Value(expr, value(expr), place(expr));
            }
        };
    }

    /**
     * A converter that takes one string: it reads the string that {@code apply} leaves in the row's slot. Any other fails
     * with every text, as in the Collector, which finds out no sooner.
     */
    private Arguments.Bound function(String name, phoenix.ottl.TextRange range) throws CompileException {
        if (!(functions.get(name) instanceof Function.Converter(FunctionSpec spec, var factory))) {
            throw new CompileException(range, name + " is not a converter");
        }
        boolean ofOneString = spec.parameters().size() == 1
                && !spec.parameters().getFirst().list()
                && spec.parameters().getFirst().type() == phoenix.ottl.ParameterType.STRING;
        if (!ofOneString) {
            return new Arguments.Converter((row, text) -> {
                throw new EvalException(name + " is not a converter of one string alone");
            });
        }
        Getter slot = row -> row.slot;
        Arguments.@Nullable Bound[] bound = {new Arguments.Value(new Expr.Nil(range), slot, null)};
        Getter converter = factory.build(new Arguments(spec, range, bound));
        return new Arguments.Converter((row, text) -> {
            row.slot = text;
            return Values.string(converter.get(row));
        });
    }
}
