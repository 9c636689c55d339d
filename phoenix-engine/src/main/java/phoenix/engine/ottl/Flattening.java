package phoenix.engine.ottl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;

/** Moves what maps and lists hold to the top, under names joined by points. */
final class Flattening {
    private final long depthMax;
    private final boolean resolveConflicts;
    private final Attributes.Builder flat = Attributes.builder();
    private final Map<String, Integer> seen = new HashMap<>();

    /** @param resolveConflicts whether a name that comes again gets a number behind it instead of replacing the first */
    Flattening(long depthMax, boolean resolveConflicts) {
        this.depthMax = depthMax;
        this.resolveConflicts = resolveConflicts;
    }

    Attributes result() {
        return flat.build();
    }

    void map(Attributes map, String prefix, long depth) {
        for (int i = 0; i < map.size(); i++) {
            String name = prefix + map.key(i);
            switch (map.value(i)) {
                case Value.MapValue(Attributes inner) when depth < depthMax -> map(inner, name + ".", depth + 1);
                case Value.ListValue(List<Value> list) when depth < depthMax -> list(list, name, depth + 1);
                case Value other -> put(name, other);
            }
        }
    }

    private void list(List<Value> list, String name, long depth) {
        for (int i = 0; i < list.size(); i++) {
            String numbered = name + "." + i;
            switch (list.get(i)) {
                case Value.MapValue(Attributes inner) when depth < depthMax -> map(inner, numbered + ".", depth + 1);
                case Value.ListValue(List<Value> inner) when depth < depthMax -> listInList(inner, numbered, depth + 2);
                case Value other -> put(resolveConflicts ? name : numbered, other);
            }
        }
    }

    /** As in the Collector, its items are numbered without a point between and lie two levels deeper. */
    private void listInList(List<Value> list, String name, long depth) {
        for (int i = 0; i < list.size(); i++) {
            String numbered = name + i;
            switch (list.get(i)) {
                case Value.MapValue(Attributes inner) when depth < depthMax -> map(inner, numbered + ".", depth + 1);
                case Value.ListValue(List<Value> inner) when depth < depthMax -> list(inner, numbered, depth + 1);
                case Value other -> put(numbered, other);
            }
        }
    }

    private void put(String name, Value value) {
        if (!resolveConflicts) {
            flat.put(name, value);
            return;
        }
        Integer again = seen.get(name);
        seen.put(name, again == null ? 0 : again + 1);
        flat.put(again == null ? name : name + "." + again, value);
    }
}
