package phoenix.ottl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which field of which context a path names. Where statements stand under a declared context, a path may leave
 * out that context's name; in a flat list every path begins with one.
 */
public final class Resolver {
    private final ContextSpec context;
    private final boolean prefixOptional;

    public Resolver(ContextSpec context, boolean prefixOptional) {
        this.context = context;
        this.prefixOptional = prefixOptional;
    }

    /** What a path names, or why it names nothing. */
    public sealed interface Resolution {}

    /**
     * A field.
     *
     * @param context the name of the context it belongs to
     * @param fields the names below the context, at least one
     * @param keys the keys behind the last name
     */
    public record Resolved(String context, List<String> fields, List<Key> keys) implements Resolution {
        public Resolved {
            fields = List.copyOf(fields);
            keys = List.copyOf(keys);
        }

        /** The names joined by points, without the context. */
        public String dotted() {
            return String.join(".", fields);
        }
    }

    /** Nothing known by that name. */
    public record Unknown(Problem problem) implements Resolution {}

    /** What the path names. */
    public Resolution resolve(Path path) {
        Path.Segment first = path.segments().getFirst();
        boolean prefixed = path.segments().size() > 1 && first.keys().isEmpty();
        if (prefixed && context.paths().containsKey(first.name())) {
            return fields(
                    path,
                    first.name(),
                    path.segments().subList(1, path.segments().size()));
        }
        if (prefixOptional) {
            return fields(path, context.name(), path.segments());
        }
        return new Unknown(missingContext(path, first, prefixed));
    }

    private Problem missingContext(Path path, Path.Segment first, boolean prefixed) {
        String known = String.join(", ", context.readableNames());
        if (prefixed) {
            String near = Nearest.hint(first.name(), context.paths().keySet());
            return new Problem(
                    Problem.Kind.UNKNOWN_CONTEXT,
                    first.range(),
                    "no context \"" + first.name() + "\" here; there are " + known,
                    near);
        }
        return new Problem(
                Problem.Kind.UNKNOWN_CONTEXT,
                path.range(),
                "the path \"" + Printer.print(path) + "\" does not begin with a context; there are " + known,
                owners(first.name()));
    }

    private @Nullable String owners(String field) {
        List<String> owners = context.readableNames().stream()
                .filter(name -> context.paths().getOrDefault(name, Map.of()).containsKey(field))
                .map(name -> name + "." + field)
                .toList();
        return owners.isEmpty() ? null : "write " + String.join(" or ", owners);
    }

    private Resolution fields(Path path, String contextName, List<Path.Segment> segments) {
        Map<String, PathSpec> known = context.paths().getOrDefault(contextName, Map.of());
        List<String> names = new ArrayList<>();
        List<Key> keys = List.of();
        for (int i = 0; i < segments.size(); i++) {
            Path.Segment segment = segments.get(i);
            PathSpec spec = known.get(segment.name());
            if (spec == null) {
                return new Unknown(unknownField(path, contextName, segment, known));
            }
            if (!segment.keys().isEmpty() && !spec.indexable()) {
                return new Unknown(Problem.of(
                        Problem.Kind.UNKNOWN_PATH,
                        segment.keys().getFirst().range(),
                        "\"" + segment.name() + "\" cannot be indexed"));
            }
            names.add(segment.name());
            keys = segment.keys();
            known = spec.fields();
            if (i == segments.size() - 1 && !spec.end()) {
                return new Unknown(new Problem(
                        Problem.Kind.UNKNOWN_PATH,
                        segment.range(),
                        "\"" + segment.name() + "\" is no value by itself",
                        "below it are " + String.join(", ", new TreeSet<>(known.keySet()))));
            }
        }
        return new Resolved(contextName, names, keys);
    }

    private Problem unknownField(Path path, String contextName, Path.Segment segment, Map<String, PathSpec> known) {
        String where = known.isEmpty() ? "nothing stands below it" : "of the context " + contextName;
        String hint = Nearest.hint(segment.name(), known.keySet());
        if (hint == null && prefixOptional && path.segments().getFirst() == segment) {
            hint = owners(segment.name());
        }
        return new Problem(
                Problem.Kind.UNKNOWN_PATH,
                segment.range(),
                "no field \"" + segment.name() + "\" in \"" + Printer.print(path) + "\" (" + where + ")",
                hint);
    }
}
