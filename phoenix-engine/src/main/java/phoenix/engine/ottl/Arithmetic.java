package phoenix.engine.ottl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import phoenix.ottl.MathOp;

/** OTTL's arithmetic: integers wrap around and divide towards zero, a float on one side makes both floats. */
final class Arithmetic {
    private Arithmetic() {}

    static Object apply(@Nullable Object x, MathOp op, @Nullable Object y) throws EvalException {
        if (x instanceof Long a && y instanceof Long b) {
            return integers(a, op, b);
        }
        if (x instanceof Number a && y instanceof Number b) {
            return floats(a.doubleValue(), op, b.doubleValue());
        }
        boolean plus = op == MathOp.ADD;
        if (op.product() || x == null || y == null) {
            throw noSum(x, op, y);
        }
        try {
            return switch (x) {
                case Instant a when y instanceof Duration b -> plus ? a.plus(b) : a.minus(b);
                case Instant a when y instanceof Instant b && !plus -> Duration.between(b, a);
                case Duration a when y instanceof Instant b && plus -> b.plus(a);
                case Duration a when y instanceof Duration b -> plus ? a.plus(b) : a.minus(b);
                default -> throw noSum(x, op, y);
            };
        } catch (ArithmeticException | DateTimeException _) {
            throw new EvalException("the result is out of range");
        }
    }

    private static EvalException noSum(@Nullable Object x, MathOp op, @Nullable Object y) {
        return new EvalException("no " + Values.kind(x) + " " + op.symbol() + " " + Values.kind(y));
    }

    private static long integers(long a, MathOp op, long b) throws EvalException {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> {
                if (b == 0) {
                    throw new EvalException("attempted to divide by 0");
                }
                yield a / b;
            }
        };
    }

    private static double floats(double a, MathOp op, double b) throws EvalException {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> {
                if (b == 0) {
                    throw new EvalException("attempted to divide by 0");
                }
                yield a / b;
            }
        };
    }

    static Object negate(@Nullable Object value) throws EvalException {
        return switch (value) {
            case Long i -> -i;
            case Double d -> -d;
            case null, default -> throw new EvalException("no minus for " + Values.kind(value));
        };
    }
}
