package phoenix.engine.ottl;

import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** A change to the map that a path names. */
interface MapChange {
    Attributes apply(Row row, Attributes map) throws EvalException;

    /** An editor that reads the map, changes it and writes it back where it differs. */
    static Editor on(Accessor target, MapChange change) {
        return row -> {
            Attributes map = Values.map(target.get(row));
            Attributes changed = change.apply(row, map);
            if (changed != map) {
                target.set(row, changed);
            }
        };
    }

    /** The same for a change that depends on the map alone, so that its results can be remembered. */
    static Editor pure(Accessor target, AttributesMemo.Change change) {
        AttributesMemo memo = new AttributesMemo(change);
        return on(target, (row, map) -> memo.apply(map));
    }

    /** Decides for one entry. */
    interface EntryTest {
        boolean keeps(String key);
    }

    /** The map without the entries that the test refuses; the same instance when it refuses none. */
    static Attributes retain(Attributes map, EntryTest test) {
        int first = 0;
        while (first < map.size() && test.keeps(map.key(first))) {
            first++;
        }
        if (first == map.size()) {
            return map;
        }
        Attributes.Builder kept = Attributes.builder();
        for (int i = 0; i < map.size(); i++) {
            if (i < first || (i > first && test.keeps(map.key(i)))) {
                kept.put(map.key(i), map.value(i));
            }
        }
        return kept.build();
    }

    /** Gives the new value for one entry, or the same instance. */
    interface ValueChange {
        Value apply(Value value) throws EvalException;
    }

    /** The map with its values changed; the same instance when none is. */
    static Attributes mapValues(Attributes map, ValueChange change) throws EvalException {
        Attributes result = map;
        for (int i = 0; i < map.size(); i++) {
            Value before = map.value(i);
            Value after = change.apply(before);
            if (after != before) {
                result = result.with(map.key(i), after);
            }
        }
        return result;
    }
}
