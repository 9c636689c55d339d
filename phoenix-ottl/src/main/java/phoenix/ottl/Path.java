package phoenix.ottl;

import java.util.List;

/**
 * A telemetry path as written, for example {@code resource.attributes["host.name"]}. Whether the first segment names a
 * context or a field depends on the contexts at hand, so it is not decided here but in {@link Resolver}.
 *
 * @param segments at least one
 */
public record Path(TextRange range, List<Segment> segments) {
    public Path {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a path has at least one segment");
        }
    }

    /** One name and the keys that index it. */
    public record Segment(TextRange range, String name, List<Key> keys) {
        public Segment {
            keys = List.copyOf(keys);
        }
    }
}
