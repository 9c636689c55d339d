package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a path names: a field of a context, and keys from there on. */
record Place(String context, String field, List<Object> keys) {
    Place {
        keys = List.copyOf(keys);
    }

    /** The place, or null where a key is known only when data is. */
    static @Nullable Place of(String context, String field, List<Getter> keys) {
        List<Object> known = new ArrayList<>();
        for (Getter key : keys) {
            if (!(key instanceof Getter.Literal(Object value)) || value == null) {
                return null;
            }
            known.add(value);
        }
        return new Place(context, field, known);
    }

    /** Whether it is inside of the other place. */
    boolean isInside(Place other) {
        return !equals(other) && isAt(other);
    }

    /** Whether it is the other place or one inside of it. */
    boolean isAt(Place other) {
        return context.equals(other.context)
                && field.equals(other.field)
                && keys.size() >= other.keys.size()
                && keys.subList(0, other.keys.size()).equals(other.keys);
    }
}
