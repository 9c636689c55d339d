package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/**
 * A list that expressions make, and that is not one of attributes: in the Collector these are lists of Go, which it
 * compares, nests and writes as text by rules of their own. The counts and bounds of buckets are others, held as arrays.
 *
 * @param texts whether it holds text only by its kind, as what {@code Split} gives; else anything, as one written out
 */
record GoList(boolean texts, List<@Nullable Object> items) {
    GoList {
        items = java.util.Collections.unmodifiableList(items);
    }

    static GoList of(List<@Nullable Object> items) {
        return new GoList(false, items);
    }

    static GoList ofTexts(List<String> items) {
        return new GoList(true, new ArrayList<>(items));
    }

    /** What an attribute of attributes is in such a list: lists and maps no longer as attributes hold them. */
    static @Nullable Object raw(Value value) {
        if (value instanceof Value.ListValue(List<Value> items)) {
            List<@Nullable Object> raw = new ArrayList<>();
            items.forEach(item -> raw.add(raw(item)));
            return of(raw);
        }
        return Values.unwrap(value);
    }

    /** The items as an attribute is set to them; what an attribute cannot hold is empty. */
    Value.ListValue stored() {
        List<Value> values = new ArrayList<>(items.size());
        for (Object item : items) {
            Value value = Values.wrap(item);
            values.add(value == null ? Value.EMPTY : value);
        }
        return new Value.ListValue(values);
    }

    /** The items one by one as attributes, which lists and maps of attributes cannot be. */
    List<Value> values() throws EvalException {
        List<Value> values = new ArrayList<>(items.size());
        for (Object item : items) {
            values.add(plain(item));
        }
        return values;
    }

    /** A value that is put into a new list or map of attributes. */
    static Value plain(@Nullable Object value) throws EvalException {
        return switch (value) {
            case GoList list when !list.texts -> new Value.ListValue(list.values());
            case null -> Value.EMPTY;
            case String text -> Value.of(text);
            case Long number -> Value.of(number.longValue());
            case Double number -> Value.of(number.doubleValue());
            case Boolean bool -> Value.of(bool.booleanValue());
            case Value.BytesValue bytes -> bytes;
            default -> throw new EvalException("a " + Values.kind(value) + " cannot be put into a list or map here");
        };
    }

    /** What an entry of a map that is written out becomes. */
    static Value entry(@Nullable Object value) throws EvalException {
        if (value instanceof Attributes map) {
            return new Value.MapValue(map);
        }
        if (!(value instanceof GoList list) || list.texts) {
            return plain(value);
        }
        List<Value> values = new ArrayList<>(list.items.size());
        for (Object item : list.items) {
            values.add(item instanceof Attributes map ? new Value.MapValue(map) : plain(item));
        }
        return new Value.ListValue(values);
    }
}
