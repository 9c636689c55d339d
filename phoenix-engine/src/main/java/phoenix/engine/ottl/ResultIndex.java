package phoenix.engine.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Keys behind what a converter returns; unlike with paths, a key that is not there is an error. */
final class ResultIndex {
    private ResultIndex() {}

    static @Nullable Object get(Row row, @Nullable Object from, List<Getter> keys) throws EvalException {
        Object current = from;
        for (Getter key : keys) {
            current = step(current, key.get(row));
        }
        return current;
    }

    private static @Nullable Object step(@Nullable Object from, @Nullable Object key) throws EvalException {
        return switch (key) {
            case String name
            when from instanceof Attributes map -> {
                Value found = map.get(name);
                if (found == null) {
                    throw new EvalException("the key \"" + name + "\" is not in the map");
                }
                yield Values.unwrap(found);
            }
            case Long at
            when from instanceof Value.ListValue(List<Value> list) ->
                Values.unwrap(list.get(position(at, list.size())));
            case Long at
            when from instanceof GoList list ->
                list.items().get(position(at, list.items().size()));
            case Long at when from instanceof double[] numbers -> numbers[position(at, numbers.length)];
            case null, default ->
                throw new EvalException("a " + Values.kind(from) + " cannot be indexed by " + Values.kind(key));
        };
    }

    private static int position(long at, int size) throws EvalException {
        if (at < 0 || at >= size) {
            throw new EvalException("index " + at + " out of bounds");
        }
        return (int) at;
    }
}
