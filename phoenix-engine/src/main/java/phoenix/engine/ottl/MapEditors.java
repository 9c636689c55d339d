package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.LITERAL_BOOL;
import static phoenix.ottl.ParameterType.LITERAL_INT;
import static phoenix.ottl.ParameterType.LITERAL_STRING;
import static phoenix.ottl.ParameterType.TARGET;

import java.nio.charset.StandardCharsets;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.Value;
import phoenix.metrics.ValueText;
import phoenix.ottl.FunctionSpec;

/** The editors that work on all values of a map. */
final class MapEditors {
    private MapEditors() {}

    static List<Function> all() {
        return List.of(
                Function.editor(
                        FunctionSpec.of("truncate_all")
                                .takes("target", TARGET)
                                .takes("limit", LITERAL_INT)
                                .mayTake("utf8_safe", LITERAL_BOOL)
                                .mayTake("truncation_marker", LITERAL_STRING),
                        MapEditors::truncateAll),
                Function.editor(FunctionSpec.of("stringify_all").takes("target", TARGET), MapEditors::stringifyAll),
                Function.editor(
                        FunctionSpec.of("flatten")
                                .takes("target", TARGET)
                                .mayTake("prefix", LITERAL_STRING)
                                .mayTake("depth", LITERAL_INT)
                                .mayTake("resolve_conflicts", LITERAL_BOOL),
                        MapEditors::flatten));
    }

    /** The limit counts bytes of UTF-8. A character that it would cut in two is left out whole, unless told otherwise. */
    private static Editor truncateAll(Arguments arguments) throws CompileException {
        long limit = arguments.integer("limit");
        boolean whole = !arguments.has("utf8_safe") || arguments.bool("utf8_safe");
        String marker = arguments.text("truncation_marker");
        long keptMax = limit - marker.getBytes(StandardCharsets.UTF_8).length;
        if (keptMax < 0) {
            throw arguments.refuse("truncation_marker", "the marker is longer than the limit " + limit);
        }
        return MapChange.pure(arguments.target("target"), map -> {
            Attributes result = map;
            for (int i = 0; i < map.size(); i++) {
                if (map.value(i) instanceof Value.StringValue(String text) && text.length() * 3L > limit) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    if (bytes.length > limit) {
                        int end = (int) keptMax;
                        String kept =
                                whole ? utf8Prefix(bytes, end) : new String(bytes, 0, end, StandardCharsets.UTF_8);
                        result = result.with(map.key(i), Value.of(kept + marker));
                    }
                }
            }
            return result;
        });
    }

    /** The longest prefix of whole characters that is not longer than {@code end} bytes. */
    static String utf8Prefix(byte[] bytes, int end) {
        int to = end;
        while (to > 0 && to < bytes.length && (bytes[to] & 0xC0) == 0x80) {
            to--;
        }
        return new String(bytes, 0, to, StandardCharsets.UTF_8);
    }

    private static Editor stringifyAll(Arguments arguments) {
        return MapChange.pure(arguments.target("target"), map -> {
            Attributes result = map;
            for (int i = 0; i < map.size(); i++) {
                if (!(map.value(i) instanceof Value.StringValue)) {
                    result = result.with(map.key(i), Value.of(ValueText.of(map.value(i))));
                }
            }
            return result;
        });
    }

    private static Editor flatten(Arguments arguments) throws CompileException {
        String prefix = arguments.text("prefix");
        long depth = arguments.has("depth") ? arguments.integer("depth") : Long.MAX_VALUE;
        if (depth < 1) {
            throw arguments.refuse("depth", "the depth must be greater than 0");
        }
        boolean resolveConflicts = arguments.bool("resolve_conflicts");
        return MapChange.pure(arguments.target("target"), map -> {
            Flattening flattening = new Flattening(depth, resolveConflicts);
            flattening.map(map, prefix.isEmpty() ? "" : prefix + ".", 0);
            return flattening.result();
        });
    }
}
