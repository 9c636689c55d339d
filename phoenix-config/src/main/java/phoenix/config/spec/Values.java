package phoenix.config.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import phoenix.config.yaml.YamlNode;

/** The decoded values of one struct, fetched by the {@link Field} that declared them. */
public final class Values {
    private final Map<Field<?>, Object> values = new HashMap<>();
    private final Map<Field<?>, YamlNode> nodes = new HashMap<>();

    Values() {}

    <T> void put(Field<T> field, T value) {
        values.put(field, value);
    }

    void given(Field<?> field, YamlNode node) {
        nodes.put(field, node);
    }

    /** The value given, or the default. */
    @SuppressWarnings("unchecked")
    public <T> T get(Field<T> field) {
        Object value = values.get(field);
        if (value == null) {
            throw new NoSuchElementException(field + " is not among the fields of this spec");
        }
        return (T) value;
    }

    /** Whether the user gave it, be it as null. */
    public boolean isSet(Field<?> field) {
        return nodes.containsKey(field);
    }

    /** What the user gave. */
    public Optional<YamlNode> node(Field<?> field) {
        return Optional.ofNullable(nodes.get(field));
    }
}
