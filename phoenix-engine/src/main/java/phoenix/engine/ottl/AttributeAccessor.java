package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** One entry of a map by a key that is written out: {@code attributes["host.name"]}. */
final class AttributeAccessor implements Accessor {
    private final MapField base;
    private final String key;

    AttributeAccessor(MapField base, String key) {
        this.base = base;
        this.key = key;
    }

    @Nullable
    Value value(Row row) {
        return base.map(row).get(key);
    }

    @Override
    public @Nullable Object get(Row row) {
        return Values.unwrap(value(row));
    }

    @Override
    public void set(Row row, @Nullable Object value) throws EvalException {
        Value wrapped = Values.wrap(value);
        Attributes map = base.map(row);
        if (wrapped == null) {
            // The Collector makes the entry before it finds out that it cannot fill it.
            if (map.indexOf(key) < 0) {
                base.setMap(row, map.with(key, Value.EMPTY));
            }
            Values.checkStored(value);
        } else {
            Bounds.check(value);
            base.setMap(row, map.with(key, wrapped));
            if (value instanceof GoList) {
                Values.checkStored(value);
            }
        }
    }

    /** An editor that writes one value always. */
    Editor setter(Value value) {
        AttributesMemo memo = new AttributesMemo(map -> map.with(key, value));
        return row -> base.setMap(row, memo.apply(base.map(row)));
    }

    void setValue(Row row, Value value) {
        base.setMap(row, base.map(row).with(key, value));
    }
}
