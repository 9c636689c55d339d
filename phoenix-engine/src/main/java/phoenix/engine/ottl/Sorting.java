package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;

/** {@code Sort}: what comes out is a list of attributes where there was nothing to sort, and else a list of Go. */
final class Sorting {
    private Sorting() {}

    static Object sort(@Nullable Object list, boolean ascending) throws EvalException {
        return switch (list) {
            case Value.ListValue values -> sorted(values, ascending);
            case GoList go
            when go.texts() -> {
                List<String> texts = new ArrayList<>();
                go.items().forEach(item -> texts.add(String.valueOf(item)));
                texts.sort(directed(Comparison::compareUtf8, ascending));
                yield GoList.ofTexts(texts);
            }
            case GoList go -> sorted(new Value.ListValue(go.values()), ascending);
            case double[] numbers ->
                Arrays.stream(numbers)
                        .boxed()
                        .sorted(directed(Sorting::compare, ascending))
                        .mapToDouble(Double::doubleValue)
                        .toArray();
            case null, default -> throw new EvalException(Values.expected("list", list));
        };
    }

    private static <T> Comparator<T> directed(Comparator<T> ascending, boolean asIs) {
        return asIs ? ascending : ascending.reversed();
    }

    /** Numbers by size; by text where one is a text, a boolean or empty; what holds anything else stays as it is. */
    private static Object sorted(Value.ListValue list, boolean ascending) {
        boolean texts = false;
        boolean whole = true;
        for (Value value : list.values()) {
            switch (value) {
                case Value.IntValue _ -> {}
                case Value.DoubleValue _ -> whole = false;
                case Value.StringValue _, Value.BoolValue _, Value.EmptyValue _ -> texts = true;
                case Value.ListValue _, Value.MapValue _, Value.BytesValue _ -> {
                    return list;
                }
            }
        }
        if (list.values().isEmpty()) {
            return list;
        }
        Comparator<Value> comparator = texts
                ? (a, b) -> Comparison.compareUtf8(ValueText.of(a), ValueText.of(b))
                : whole ? Comparator.comparingLong(Sorting::integer) : (a, b) -> compare(number(a), number(b));
        List<Value> sorted = new ArrayList<>(list.values());
        sorted.sort(directed(comparator, ascending));
        List<@Nullable Object> raw = new ArrayList<>();
        sorted.forEach(value -> raw.add(GoList.raw(value)));
        return GoList.of(raw);
    }

    /** NaN comes first, and the zeros are equal, as in Go. */
    private static int compare(double x, double y) {
        return Double.isNaN(x) || Double.isNaN(y)
                ? Boolean.compare(Double.isNaN(y), Double.isNaN(x))
                : x < y ? -1 : x > y ? 1 : 0;
    }

    private static long integer(Value value) {
        return value instanceof Value.IntValue(long i) ? i : 0;
    }

    private static double number(Value value) {
        return value instanceof Value.DoubleValue(double d) ? d : integer(value);
    }
}
