package phoenix.engine.attributes;

import phoenix.metrics.NumberText;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/** What the action {@code convert} makes of a value; the Collector's {@code attraction/type_converter.go}. */
public enum TargetType {
    INT {
        @Override
        Value convert(Value value) {
            return switch (value) {
                case Value.DoubleValue(double d) -> Value.of(NumberText.truncated(d));
                case Value.BoolValue(boolean b) -> Value.of(b ? 1L : 0L);
                case Value.StringValue(String s) -> {
                    Long read = NumberText.parseLong(s);
                    yield read == null ? value : Value.of(read.longValue());
                }
                default -> value;
            };
        }
    },
    DOUBLE {
        @Override
        Value convert(Value value) {
            return switch (value) {
                case Value.IntValue(long l) -> Value.of((double) l);
                case Value.BoolValue(boolean b) -> Value.of(b ? 1.0 : 0.0);
                case Value.StringValue(String s) -> {
                    Double read = NumberText.parseDouble(s);
                    yield read == null ? value : Value.of(read.doubleValue());
                }
                default -> value;
            };
        }
    },
    STRING {
        @Override
        Value convert(Value value) {
            return Value.of(ValueText.of(value));
        }
    };

    abstract Value convert(Value value);
}
