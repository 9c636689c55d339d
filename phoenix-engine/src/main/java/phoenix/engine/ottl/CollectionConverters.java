package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.ANY;
import static phoenix.ottl.ParameterType.MAP;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;
import phoenix.ottl.CompareOp;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/** The converters of maps and lists. */
final class CollectionConverters {
    private CollectionConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        TypeConverters.change(functions, "Keys", MAP, value -> keys(Values.map(value)));
        TypeConverters.change(functions, "Values", MAP, value -> values(Values.map(value)));
        functions.add(Function.converter(
                FunctionSpec.of("ContainsValue")
                        .takes("target", ParameterType.SLICE)
                        .takes("item", ANY),
                arguments -> {
                    Getter target = arguments.getter("target");
                    Getter item = arguments.getter("item");
                    return row -> contains(Values.list(target.get(row)), item.get(row));
                }));
        functions.add(Function.converter(
                FunctionSpec.of("Index").takes("source", ANY).takes("value", ANY), arguments -> {
                    Getter source = arguments.getter("source");
                    Getter value = arguments.getter("value");
                    return row -> indexOf(source.get(row), value.get(row));
                }));
        functions.add(Function.converter(
                FunctionSpec.of("IsInCIDR")
                        .takes("target", ParameterType.STRING)
                        .takesList("networks", ParameterType.STRING),
                Networks::isIn));
        functions.add(Function.converter(
                FunctionSpec.of("Sort").takes("target", ANY).mayTake("order", ParameterType.LITERAL_STRING),
                CollectionConverters::sort));
        functions.add(Function.converter(
                FunctionSpec.of("ToKeyValueString")
                        .takes("target", MAP)
                        .mayTake("delimiter", ParameterType.LITERAL_STRING)
                        .mayTake("pair_delimiter", ParameterType.LITERAL_STRING)
                        .mayTake("sort_output", ParameterType.LITERAL_BOOL),
                CollectionConverters::toKeyValueString));
        return functions;
    }

    private static Object keys(Attributes map) {
        List<Value> keys = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            keys.add(Value.of(map.key(i)));
        }
        return new Value.ListValue(keys);
    }

    private static Object values(Attributes map) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            values.add(map.value(i));
        }
        return new Value.ListValue(values);
    }

    private static boolean contains(List<Value> list, @Nullable Object item) {
        return list.stream().anyMatch(value -> Comparison.holds(Values.unwrap(value), CompareOp.EQ, item));
    }

    /** The place in a list, or the byte in a text; -1 where it is not. */
    private static Object indexOf(@Nullable Object source, @Nullable Object value) throws EvalException {
        if (source instanceof String text) {
            int at = text.indexOf(Values.string(value));
            return at < 0 ? -1L : (long) text.substring(0, at).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        }
        List<Value> list = Values.list(source);
        for (int i = 0; i < list.size(); i++) {
            if (Comparison.holds(Values.unwrap(list.get(i)), CompareOp.EQ, value)) {
                return (long) i;
            }
        }
        return -1L;
    }

    private static Getter sort(Arguments arguments) throws CompileException {
        String order = arguments.has("order") ? arguments.text("order") : "asc";
        if (!order.equals("asc") && !order.equals("desc")) {
            throw arguments.refuse("order", "the order must be asc or desc");
        }
        Getter target = arguments.getter("target");
        return row -> Sorting.sort(target.get(row), order.equals("asc"));
    }

    private static Getter toKeyValueString(Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        String between = arguments.has("delimiter") ? arguments.text("delimiter") : "=";
        String pairs = arguments.has("pair_delimiter") ? arguments.text("pair_delimiter") : " ";
        boolean sorted = arguments.bool("sort_output");
        if (between.isEmpty() || pairs.isEmpty()) {
            throw arguments.refuse(between.isEmpty() ? "delimiter" : "pair_delimiter", "a delimiter may not be empty");
        }
        if (between.equals(pairs)) {
            throw arguments.refuse("pair_delimiter", "the two delimiters must differ");
        }
        return row -> {
            Attributes map = Values.map(target.get(row));
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < map.size(); i++) {
                order.add(i);
            }
            if (sorted) {
                order.sort((a, b) -> Comparison.compareUtf8(map.key(a), map.key(b)));
            }
            List<String> items = new ArrayList<>();
            for (int i : order) {
                items.add(quoted(map.key(i), between, pairs)
                        + between
                        + quoted(ValueText.of(map.value(i)), between, pairs));
            }
            return String.join(pairs, items);
        };
    }

    /** Quotes are marked wherever they stand, and put around what holds a delimiter. */
    private static String quoted(String text, String between, String pairs) {
        String marked = text.replace("\"", "\\\"");
        return text.contains(between) || text.contains(pairs) ? "\"" + marked + "\"" : marked;
    }
}
