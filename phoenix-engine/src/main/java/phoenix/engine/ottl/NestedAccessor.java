package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** A value inside maps and lists: {@code attributes["a"]["b"][0]}, or behind a key that is computed. */
final class NestedAccessor implements Accessor {
    /** A longer list is not made out of an index alone. */
    private static final int LIST_MAX = 10_000;

    private final MapField base;
    private final List<Getter> keys;

    NestedAccessor(MapField base, List<Getter> keys) {
        this.base = base;
        this.keys = List.copyOf(keys);
    }

    @Override
    public @Nullable Object get(Row row) throws EvalException {
        return index(row, base.map(row), keys);
    }

    /** What stands behind the keys; nil where a map lacks one. */
    static @Nullable Object index(Row row, @Nullable Object from, List<Getter> keys) throws EvalException {
        Object current = from;
        for (Getter key : keys) {
            switch (current) {
                case Attributes map -> {
                    Value found = map.get(stringKey(key.get(row)));
                    if (found == null) {
                        return null;
                    }
                    current = Values.unwrap(found);
                }
                case Value.ListValue(List<Value> list) ->
                    current = Values.unwrap(list.get(position(key.get(row), list)));
                case null, default -> throw new EvalException(Values.kind(current) + " cannot be indexed");
            }
        }
        return current;
    }

    private static String stringKey(@Nullable Object key) throws EvalException {
        if (key instanceof String text) {
            return text;
        }
        throw new EvalException("the key of a map must be a string, not " + Values.kind(key));
    }

    private static int position(@Nullable Object key, List<Value> list) throws EvalException {
        if (!(key instanceof Long position)) {
            throw new EvalException("the index of a list must be an int, not " + Values.kind(key));
        }
        if (position < 0 || position >= list.size()) {
            throw new EvalException("index " + position + " out of bounds");
        }
        return position.intValue();
    }

    /** What was found wrong after entries had been made. */
    private static final class Failure {
        private @Nullable EvalException cause;
    }

    @Override
    public void set(Row row, @Nullable Object value) throws EvalException {
        Failure failure = new Failure();
        Value changed = put(row, new Value.MapValue(base.map(row)), 0, value, failure);
        if (changed instanceof Value.MapValue(Attributes map)) {
            Bounds.check(map);
            base.setMap(row, map);
        }
        // The Collector makes the entries before it finds out that it cannot go on or fill the last.
        if (failure.cause != null) {
            throw failure.cause;
        }
        Values.checkStored(value);
    }

    /** The container with the value put behind the keys from {@code depth} on; missing maps and lists are made. */
    private Value put(Row row, Value container, int depth, @Nullable Object value, Failure failure)
            throws EvalException {
        if (depth == keys.size()) {
            Value wrapped = Values.wrap(value);
            return wrapped == null ? container : wrapped;
        }
        Object key = keys.get(depth).get(row);
        return switch (container) {
            case Value.MapValue(Attributes map) -> {
                String name = stringKey(key);
                Value inner = map.get(name);
                yield new Value.MapValue(
                        map.with(name, put(row, inner == null ? Value.EMPTY : inner, depth + 1, value, failure)));
            }
            case Value.ListValue(List<Value> list) -> {
                int position = position(key, list);
                List<Value> changed = new ArrayList<>(list);
                changed.set(position, put(row, list.get(position), depth + 1, value, failure));
                yield new Value.ListValue(changed);
            }
            case Value.EmptyValue _ -> make(row, key, depth, value, failure);
            default -> throw new EvalException(Values.kind(Values.unwrap(container)) + " cannot be indexed");
        };
    }

    private Value make(Row row, @Nullable Object key, int depth, @Nullable Object value, Failure failure)
            throws EvalException {
        if (!(key instanceof String || key instanceof Long)) {
            failure.cause = new EvalException("neither a string nor an int index was given");
            return Value.EMPTY;
        }
        Value inner = put(row, Value.EMPTY, depth + 1, value, failure);
        if (key instanceof String name) {
            return new Value.MapValue(Attributes.EMPTY.with(name, inner));
        }
        if (!(key instanceof Long position) || position < 0 || position > LIST_MAX) {
            throw new EvalException("neither a string nor a usable int index was given");
        }
        List<Value> made = new ArrayList<>();
        for (int i = 0; i < position; i++) {
            made.add(Value.EMPTY);
        }
        made.add(inner);
        return new Value.ListValue(made);
    }
}
