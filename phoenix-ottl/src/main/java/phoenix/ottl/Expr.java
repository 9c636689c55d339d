package phoenix.ottl;

import java.util.HexFormat;
import java.util.List;

/**
 * A value: what can stand on a side of a comparison or as an argument. Every node knows its place in the text; two nodes
 * are equal when their text ranges are too, so compare printed forms ({@link Printer}) to compare meaning.
 */
public sealed interface Expr extends LambdaBody {
    /** Where it stands. */
    @Override
    TextRange range();

    /** The word {@code nil}. */
    record Nil(TextRange range) implements Expr {}

    /** A quoted string, escapes resolved. */
    record StringLiteral(TextRange range, String value) implements Expr {}

    /** An integer without a sign; a sign is a {@link Signed} around it. */
    record IntLiteral(TextRange range, long value) implements Expr {}

    /** A floating point number without a sign. */
    record FloatLiteral(TextRange range, double value) implements Expr {}

    /** {@code true} or {@code false}. */
    record BoolLiteral(TextRange range, boolean value) implements Expr {}

    /**
     * {@code 0x...}.
     *
     * @param digits hexadecimal digits in lower case, an even number of them
     */
    record BytesLiteral(TextRange range, String digits) implements Expr {
        /** The bytes that the digits stand for; a new array each time. */
        public byte[] bytes() {
            return HexFormat.of().parseHex(digits);
        }
    }

    /** An upper-case symbol such as {@code METRIC_DATA_TYPE_SUM}. */
    record EnumSymbol(TextRange range, String name) implements Expr {}

    /** {@code [a, b]}. */
    record ListLiteral(TextRange range, List<Expr> values) implements Expr {
        public ListLiteral {
            values = List.copyOf(values);
        }
    }

    /** {@code {"k": v}}; keys in the order written, doubles kept (the last one wins when evaluated). */
    record MapLiteral(TextRange range, List<Entry> entries) implements Expr {
        public MapLiteral {
            entries = List.copyOf(entries);
        }
    }

    /** One entry of a {@link MapLiteral}. */
    record Entry(TextRange range, String key, Expr value) {}

    /** {@code +x} or {@code -x}; {@code op} is ADD or SUBTRACT. */
    record Signed(TextRange range, MathOp op, Expr operand) implements Expr {}

    /** A value in parentheses. Kept because parentheses turn a literal into a computed value for typed parameters. */
    record Group(TextRange range, Expr inner) implements Expr {}

    /** A chain of operators of one precedence, applied from left to right: {@code a + b - c}. */
    record Arithmetic(TextRange range, Expr first, List<Step> rest) implements Expr {
        public Arithmetic {
            rest = List.copyOf(rest);
        }
    }

    /** An operator and its right side in a {@link Arithmetic} chain. */
    record Step(MathOp op, Expr operand) {}

    /** A reference to a telemetry field, {@link Path}. */
    record PathRef(Path path) implements Expr {
        @Override
        public TextRange range() {
            return path.range();
        }
    }

    /** A converter call, with the keys that index what it returns. */
    record Converter(TextRange range, Call call, List<Key> keys) implements Expr {
        public Converter {
            keys = List.copyOf(keys);
        }
    }
}
