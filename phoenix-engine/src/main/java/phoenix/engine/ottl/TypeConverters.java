package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.ANY;
import static phoenix.ottl.ParameterType.BOOL_LIKE;
import static phoenix.ottl.ParameterType.FLOAT_LIKE;
import static phoenix.ottl.ParameterType.INT_LIKE;
import static phoenix.ottl.ParameterType.MAP;
import static phoenix.ottl.ParameterType.STRING_LIKE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/** The converters that ask for or change the kind of a value. */
final class TypeConverters {
    private TypeConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        kindTest(functions, "IsString", ParameterType.STRING, value -> value instanceof String);
        kindTest(functions, "IsInt", ParameterType.INT, value -> value instanceof Long);
        kindTest(functions, "IsDouble", ParameterType.FLOAT, value -> value instanceof Double);
        kindTest(functions, "IsBool", ParameterType.BOOL, value -> value instanceof Boolean);
        kindTest(functions, "IsMap", MAP, value -> value instanceof Attributes);
        kindTest(
                functions,
                "IsList",
                ANY,
                value -> value instanceof Value.ListValue || value instanceof GoList || value instanceof double[]);
        kindTest(functions, "IsEmpty", ANY, TypeConverters::isEmpty);
        change(functions, "Int", INT_LIKE, Values::intLike);
        change(functions, "Double", FLOAT_LIKE, Values::floatLike);
        change(functions, "Bool", BOOL_LIKE, Values::boolLike);
        change(functions, "String", STRING_LIKE, Values::stringLike);
        change(functions, "Len", ANY, TypeConverters::length);
        functions.add(Function.converter(FunctionSpec.of("Coalesce").takesList("values", ANY), arguments -> {
            List<Getter> getters = arguments.getters("values");
            if (getters.isEmpty()) {
                throw arguments.refuse("values", "there is nothing to choose from");
            }
            return row -> {
                for (Getter getter : getters) {
                    Object value = getter.get(row);
                    if (value != null) {
                        return value;
                    }
                }
                return null;
            };
        }));
        return functions;
    }

    private interface Kind {
        boolean is(@Nullable Object value);
    }

    /** A node that is a condition as well as a value. */
    private record KindTest(Getter target, Kind kind) implements Getter, Test {
        @Override
        public boolean test(Row row) throws EvalException {
            return kind.is(target.get(row));
        }

        @Override
        public Object get(Row row) throws EvalException {
            return test(row);
        }
    }

    private static void kindTest(List<Function> functions, String name, ParameterType type, Kind kind) {
        functions.add(Function.converter(
                FunctionSpec.of(name).takes("target", type),
                arguments -> new KindTest(arguments.getter("target"), kind)));
    }

    interface Change {
        @Nullable
        Object apply(@Nullable Object value) throws EvalException;
    }

    static void change(List<Function> functions, String name, ParameterType type, Change change) {
        functions.add(Function.converter(FunctionSpec.of(name).takes("target", type), arguments -> {
            Getter target = arguments.getter("target");
            return row -> change.apply(target.get(row));
        }));
    }

    /** What is zero is empty too. */
    private static boolean isEmpty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Long number -> number == 0;
            case Double number -> Double.doubleToRawLongBits(number) == 0;
            case Boolean bool -> !bool;
            case Duration duration -> duration.isZero();
            case Identifier id -> id.stored().length == 0;
            case String text -> text.isEmpty();
            case Attributes map -> map.isEmpty();
            case Value.ListValue(List<Value> list) -> list.isEmpty();
            case GoList list -> list.items().isEmpty();
            case double[] numbers -> numbers.length == 0;
            case Value.BytesValue(byte[] bytes) -> bytes.length == 0;
            default -> false;
        };
    }

    /** The length of text counts bytes of UTF-8. */
    private static Object length(@Nullable Object value) throws EvalException {
        return switch (value) {
            case Value.BytesValue(byte[] bytes) -> (long) bytes.length;
            case String text -> (long) text.getBytes(StandardCharsets.UTF_8).length;
            case Attributes map -> (long) map.size();
            case Value.ListValue(List<Value> list) -> (long) list.size();
            case GoList list -> (long) list.items().size();
            case long[] counts -> (long) counts.length;
            case double[] bounds -> (long) bounds.length;
            case MetricPaths.Points points -> (long) points.count();
            case PointPaths.ExemplarList exemplars -> (long) exemplars.items().size();
            case BodyPaths.QuantileList quantiles ->
                (long) quantiles.of().quantiles().size();
            case null, default -> throw new EvalException("Len: no length of " + Values.kind(value));
        };
    }
}
