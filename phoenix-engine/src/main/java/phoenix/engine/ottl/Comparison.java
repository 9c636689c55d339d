package phoenix.engine.ottl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.CompareOp;

/**
 * OTTL's comparison rules: values of different kinds are unequal and nothing else, an integer and a float compare as
 * floats, nil equals nil only, maps and lists know only equal and unequal.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/LANGUAGE.md#comparison-rules">Comparison rules</a>
 */
final class Comparison {
    private Comparison() {}

    static boolean holds(@Nullable Object a, CompareOp op, @Nullable Object b) {
        if (a == null || b == null) {
            boolean bothNil = isNil(a) && isNil(b);
            return bothNil ? holdsForEqual(op) : op == CompareOp.NE;
        }
        if (a instanceof Number x && b instanceof Number y) {
            boolean integers = x instanceof Long && y instanceof Long;
            return integers ? numbers(x.longValue(), op, y.longValue()) : numbers(x.doubleValue(), op, y.doubleValue());
        }
        return switch (a) {
            case String x when b instanceof String y -> strings(x, op, y);
            case Boolean x when b instanceof Boolean y -> decide(Boolean.compare(x, y), op);
            case Value.BytesValue(byte[] x)
            when b instanceof Value.BytesValue(byte[] y) -> decide(Arrays.compareUnsigned(x, y), op);
            case Instant x when b instanceof Instant y -> decide(x.compareTo(y), op);
            case Duration x when b instanceof Duration y -> decide(x.compareTo(y), op);
            default ->
                switch (op) {
                    case EQ -> equal(a, b);
                    case NE -> !equal(a, b);
                    case LT, LE, GT, GE -> false;
                };
        };
    }

    /** Lists and maps by their items; a list of Go that holds text only equals none, as Go cannot compare it. */
    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Value.ListValue x && b instanceof GoList y) {
            return !y.texts() && equalRaw(y.items(), x.values());
        }
        return switch (a) {
            case GoList x when b instanceof Value.ListValue y -> !x.texts() && equalRaw(x.items(), y.values());
            case GoList x
            when b instanceof GoList y ->
                !x.texts() && !y.texts() && x.items().size() == y.items().size() && equalItems(x.items(), y.items());
            case Value.ListValue x
            when b instanceof Value.ListValue y ->
                x.values().size() == y.values().size() && equalItems(unwrapped(x.values()), unwrapped(y.values()));
            case Attributes x when b instanceof Attributes y -> equalMaps(x, y);
            case Double x when b instanceof Double y -> x.doubleValue() == y.doubleValue();
            case null, default -> Objects.deepEquals(a, b);
        };
    }

    private static boolean equalItems(List<? extends @Nullable Object> a, List<? extends @Nullable Object> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A list of Go whose items are maps or lists of attributes differs from every list of attributes. */
    private static boolean equalRaw(List<@Nullable Object> raw, List<Value> values) {
        boolean same = raw.size() == values.size();
        for (int i = 0; same && i < raw.size(); i++) {
            Object item = raw.get(i);
            same = !(item instanceof Attributes || item instanceof Value.ListValue)
                    && equal(item, GoList.raw(values.get(i)));
        }
        return same;
    }

    private static boolean equalMaps(Attributes a, Attributes b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            Value other = b.get(a.key(i));
            same = other != null && equal(Values.unwrap(a.value(i)), Values.unwrap(other));
        }
        return same;
    }

    private static List<@Nullable Object> unwrapped(List<Value> values) {
        List<@Nullable Object> all = new ArrayList<>(values.size());
        values.forEach(value -> all.add(Values.unwrap(value)));
        return all;
    }

    /** No bytes are nil, as the Collector reads them. */
    static boolean isNil(@Nullable Object value) {
        return value == null || (value instanceof Value.BytesValue(byte[] bytes) && bytes.length == 0);
    }

    /** Whether a value compares so with itself. */
    static boolean holdsForEqual(CompareOp op) {
        return op == CompareOp.EQ || op == CompareOp.LE || op == CompareOp.GE;
    }

    static boolean numbers(long a, CompareOp op, long b) {
        return decide(Long.compare(a, b), op);
    }

    /** NaN is unequal to everything, itself included, as in Go. */
    static boolean numbers(double a, CompareOp op, double b) {
        return switch (op) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
        };
    }

    static boolean strings(String a, CompareOp op, String b) {
        return switch (op) {
            case EQ -> a.equals(b);
            case NE -> !a.equals(b);
            case LT, LE, GT, GE -> decide(compareUtf8(a, b), op);
        };
    }

    private static boolean decide(int order, CompareOp op) {
        return switch (op) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    /** The order of the UTF-8 bytes, which is that of the code points and not that of UTF-16 units. */
    static int compareUtf8(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothHigh = x >= Character.MIN_SURROGATE && y >= Character.MIN_SURROGATE;
                if (bothHigh && Character.isSurrogate(x) != Character.isSurrogate(y)) {
                    return Character.isSurrogate(x) ? 1 : -1;
                }
                return Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
