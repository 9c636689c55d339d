package phoenix.engine.ottl;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.NumberText;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/** Between the values of attributes and the objects that expressions work with. */
final class Values {
    private Values() {}

    /** What an expression reads from an attribute; an empty value is nil. */
    static @Nullable Object unwrap(@Nullable Value value) {
        return switch (value) {
            case null -> null;
            case Value.StringValue(String s) -> s;
            case Value.IntValue(long i) -> i;
            case Value.DoubleValue(double d) -> d;
            case Value.BoolValue(boolean b) -> b;
            case Value.BytesValue bytes -> bytes;
            case Value.ListValue list -> list;
            case Value.MapValue(Attributes map) -> map;
            case Value.EmptyValue _ -> null;
        };
    }

    /** What is stored in an attribute; null when an attribute cannot hold it. */
    static @Nullable Value wrap(@Nullable Object value) {
        return switch (value) {
            case null -> Value.EMPTY;
            case String s -> Value.of(s);
            case Long i -> Value.of(i.longValue());
            case Double d -> Value.of(d.doubleValue());
            case Boolean b -> Value.of(b.booleanValue());
            case Value v -> v;
            case Attributes map -> new Value.MapValue(map);
            case GoList list -> list.stored();
            case double[] numbers ->
                new Value.ListValue(
                        Arrays.stream(numbers).<Value>mapToObj(Value::of).toList());
            default -> null;
        };
    }

    /** Fails where an attribute cannot hold the value, or the last item of it; of the others the Collector says nothing. */
    static void checkStored(@Nullable Object value) throws EvalException {
        if (value instanceof GoList list && !list.items().isEmpty()) {
            checkStored(list.items().getLast());
        } else if (wrap(value) == null) {
            throw new EvalException("an attribute cannot hold a " + kind(value));
        }
    }

    /** The value as the Collector's "string-like" parameters take it; nil stays nil. */
    static @Nullable String stringLike(@Nullable Object value) throws EvalException {
        return switch (value) {
            case null -> null;
            case String s -> s;
            case Boolean b -> b.toString();
            case Long i -> Long.toString(i);
            case Double d when Double.isFinite(d) -> ValueText.ofDouble(d);
            case Value.BytesValue(byte[] bytes) -> HexFormat.of().formatHex(bytes);
            case Attributes _, Value.ListValue _, GoList _, double[] _, long[] _ -> GoJson.of(value);
            case Instant _, Duration _, Identifier _ -> GoJson.of(value);
            default -> throw new EvalException("unsupported type: " + kind(value));
        };
    }

    static String expected(String wanted, @Nullable Object value) {
        return "expected " + wanted + " but got " + kind(value);
    }

    /** The kind of a value, for messages. */
    static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "nil";
            case String _ -> "string";
            case Long _ -> "int";
            case Double _ -> "float";
            case Boolean _ -> "bool";
            case Value.BytesValue _ -> "bytes";
            case Value.ListValue _, GoList _, double[] _, long[] _ -> "list";
            case Attributes _ -> "map";
            case Instant _ -> "time";
            case Duration _ -> "duration";
            default -> "a structure";
        };
    }

    static String string(@Nullable Object value) throws EvalException {
        if (value instanceof String text) {
            return text;
        }
        throw new EvalException(expected("string", value));
    }

    static long integer(@Nullable Object value) throws EvalException {
        if (value instanceof Long number) {
            return number;
        }
        throw new EvalException(expected("int", value));
    }

    static double floating(@Nullable Object value) throws EvalException {
        if (value instanceof Double number) {
            return number;
        }
        throw new EvalException(expected("float", value));
    }

    static boolean bool(@Nullable Object value) throws EvalException {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new EvalException(expected("bool", value));
    }

    static Attributes map(@Nullable Object value) throws EvalException {
        if (value instanceof Attributes map) {
            return map;
        }
        throw new EvalException(expected("map", value));
    }

    static List<Value> list(@Nullable Object value) throws EvalException {
        return switch (value) {
            case Value.ListValue(List<Value> values) -> values;
            case GoList list -> list.values();
            case double[] numbers ->
                Arrays.stream(numbers).<Value>mapToObj(Value::of).toList();
            case long[] counts ->
                Arrays.stream(counts).<Value>mapToObj(Value::of).toList();
            case null, default -> throw new EvalException(expected("list", value));
        };
    }

    static Instant time(@Nullable Object value) throws EvalException {
        if (value instanceof Instant time) {
            return time;
        }
        throw new EvalException(expected("time", value));
    }

    static Duration duration(@Nullable Object value) throws EvalException {
        if (value instanceof Duration duration) {
            return duration;
        }
        throw new EvalException(expected("duration", value));
    }

    /** "Float-like": numbers, and strings and booleans that can be read as one; nil for nil. */
    static @Nullable Double floatLike(@Nullable Object value) throws EvalException {
        return switch (value) {
            case null -> null;
            case Double d -> d;
            case Long i -> (double) i;
            case Boolean b -> b ? 1.0 : 0.0;
            case String s -> GoNumbers.parseDouble(s);
            default -> throw new EvalException("unsupported type: " + kind(value));
        };
    }

    /** "Int-like": numbers, truncated, and strings and booleans that can be read as one; nil for what cannot. */
    static @Nullable Long intLike(@Nullable Object value) throws EvalException {
        return switch (value) {
            case null -> null;
            case Long i -> i;
            case Double d -> NumberText.truncated(d);
            case Boolean b -> b ? 1L : 0L;
            case String s -> NumberText.parseLong(s);
            default -> throw new EvalException("unsupported type: " + kind(value));
        };
    }

    /** "Bool-like": booleans, numbers (0 is false) and the strings that Go's ParseBool takes; nil for nil. */
    static @Nullable Boolean boolLike(@Nullable Object value) throws EvalException {
        return switch (value) {
            case null -> null;
            case Boolean b -> b;
            case Long i -> i != 0;
            case Double d -> d != 0;
            case String s -> GoNumbers.parseBool(s);
            default -> throw new EvalException("unsupported type: " + kind(value));
        };
    }
}
