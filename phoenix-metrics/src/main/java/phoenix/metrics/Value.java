package phoenix.metrics;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * An attribute value: OTLP's {@code AnyValue}. Immutable and safe to share between threads.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry/proto/common/v1/common.proto</a>
 */
public sealed interface Value {
    /** OTLP's value with no field set; the Collector calls it empty. */
    Value EMPTY = new EmptyValue();

    Value TRUE = new BoolValue(true);
    Value FALSE = new BoolValue(false);

    static Value of(String value) {
        return new StringValue(value);
    }

    static Value of(long value) {
        return new IntValue(value);
    }

    static Value of(double value) {
        return new DoubleValue(value);
    }

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    record StringValue(String value) implements Value {
        public StringValue {
            Objects.requireNonNull(value);
        }
    }

    record BoolValue(boolean value) implements Value {}

    record IntValue(long value) implements Value {}

    /** Equality is that of the bits, so that NaN equals itself and a stream with such an attribute stays one stream. */
    record DoubleValue(double value) implements Value {}

    /** The array is never changed after construction; do not change what {@link #value()} returns. */
    record BytesValue(byte[] value) implements Value {
        @Override
        public boolean equals(Object o) {
            return o instanceof BytesValue other && Arrays.equals(value, other.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "BytesValue[" + HexFormat.of().formatHex(value) + "]";
        }
    }

    record ListValue(List<Value> values) implements Value {
        public ListValue {
            values = List.copyOf(values);
        }
    }

    record MapValue(Attributes entries) implements Value {}

    record EmptyValue() implements Value {}
}
