package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.LITERAL_INT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.MAP;
import static phoenix.ottl.ParameterType.STRING;
import static phoenix.ottl.ParameterType.TARGET;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;

/** The editors that take entries out of maps or put entries in. */
final class KeyEditors {
    private KeyEditors() {}

    static List<Function> all() {
        return List.of(
                Function.editor(
                        FunctionSpec.of("delete_key").takes("target", TARGET).takes("key", STRING),
                        KeyEditors::deleteKey),
                Function.editor(
                        FunctionSpec.of("delete_matching_keys")
                                .takes("target", TARGET)
                                .takes("pattern", STRING),
                        arguments -> matchingKeys(arguments, false)),
                Function.editor(
                        FunctionSpec.of("keep_matching_keys")
                                .takes("target", TARGET)
                                .takes("pattern", STRING),
                        arguments -> matchingKeys(arguments, true)),
                Function.editor(
                        FunctionSpec.of("keep_keys").takes("target", TARGET).takesList("keys", STRING),
                        KeyEditors::keepKeys),
                Function.editor(
                        FunctionSpec.of("limit")
                                .takes("target", TARGET)
                                .takes("limit", LITERAL_INT)
                                .takesList("priority_keys", LITERAL_STRING),
                        KeyEditors::limit),
                Function.editor(
                        FunctionSpec.of("merge_maps")
                                .takes("target", TARGET)
                                .takes("source", MAP)
                                .takes("strategy", LITERAL_STRING),
                        KeyEditors::mergeMaps));
    }

    private static Editor deleteKey(Arguments arguments) {
        Accessor target = arguments.target("target");
        String constant = arguments.textOrNull("key");
        if (constant != null) {
            return MapChange.pure(target, map -> map.without(constant));
        }
        Getter key = arguments.getter("key");
        return MapChange.on(target, (row, map) -> map.without(Values.string(key.get(row))));
    }

    private static Editor matchingKeys(Arguments arguments, boolean keep) throws CompileException {
        Accessor target = arguments.target("target");
        PatternArgument pattern = PatternArgument.regex(arguments, "pattern");
        return MapChange.on(target, (row, map) -> {
            Regex regex = pattern.get(row);
            return MapChange.retain(map, key -> regex.finds(key) == keep);
        });
    }

    private static Editor keepKeys(Arguments arguments) {
        Accessor target = arguments.target("target");
        List<Getter> keys = arguments.getters("keys");
        if (keys.stream().allMatch(Getter.Literal.class::isInstance)) {
            Set<String> kept = Set.copyOf(arguments.texts("keys"));
            return MapChange.pure(target, map -> MapChange.retain(map, kept::contains));
        }
        return MapChange.on(target, (row, map) -> {
            Set<String> kept = new HashSet<>();
            for (Getter key : keys) {
                kept.add(Values.string(key.get(row)));
            }
            return MapChange.retain(map, kept::contains);
        });
    }

    /** Entries beyond the limit go from the end; those with a priority key stay whatever their place. */
    private static Editor limit(Arguments arguments) throws CompileException {
        Set<String> priority = Set.copyOf(arguments.texts("priority_keys"));
        long limit = arguments.integer("limit");
        if (priority.size() > limit) {
            throw arguments.refuse("limit", "the limit " + limit + " is less than the number of priority keys");
        }
        return MapChange.pure(arguments.target("target"), map -> {
            if (map.size() <= limit) {
                return map;
            }
            long[] count = {0};
            for (String key : priority) {
                count[0] += map.indexOf(key) >= 0 ? 1 : 0;
            }
            return MapChange.retain(map, key -> priority.contains(key) || count[0]++ < limit);
        });
    }

    private static Editor mergeMaps(Arguments arguments) throws CompileException {
        String strategy = arguments.text("strategy");
        boolean insert = !strategy.equals("update");
        boolean update = !strategy.equals("insert");
        if (!Set.of("insert", "update", "upsert").contains(strategy)) {
            throw arguments.refuse("strategy", "the strategy must be insert, update or upsert, not " + strategy);
        }
        Getter source = arguments.getter("source");
        Place place = arguments.placeOrNull("target");
        Place holder = arguments.placeOrNull("source");
        if (insert && place != null && holder != null && place.isAt(holder)) {
            return mergeHolder(arguments.target("target"), source, update);
        }
        return MapChange.on(arguments.target("target"), (row, map) -> {
            Attributes from = Values.map(source.get(row));
            Attributes result = map;
            for (int i = 0; i < from.size(); i++) {
                boolean present = map.indexOf(from.key(i)) >= 0;
                if (present ? update : insert) {
                    result = result.with(from.key(i), from.value(i));
                }
            }
            return result;
        });
    }

    /** Into a map goes what holds it, or the map itself: each entry is made before its value is looked up and copied. */
    private static Editor mergeHolder(Accessor target, Getter source, boolean update) {
        return row -> {
            Attributes from = Values.map(source.get(row));
            for (int i = 0; i < from.size(); i++) {
                String key = from.key(i);
                Attributes map = Values.map(target.get(row));
                if (update || map.indexOf(key) < 0) {
                    target.set(row, map.with(key, Value.EMPTY));
                    Value value = Values.map(source.get(row)).get(key);
                    if (value != null) {
                        target.set(row, Values.map(target.get(row)).with(key, value));
                    }
                }
            }
        };
    }
}
