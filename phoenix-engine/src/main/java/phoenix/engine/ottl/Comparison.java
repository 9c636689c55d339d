package phoenix.engine.ottl;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
                    case EQ -> Objects.deepEquals(a, b);
                    case NE -> !Objects.deepEquals(a, b);
                    case LT, LE, GT, GE -> false;
                };
        };
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
