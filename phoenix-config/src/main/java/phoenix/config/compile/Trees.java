package phoenix.config.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Edits of immutable trees. What is added has the position {@code phoenix:1:1}. */
final class Trees {
    static final SourceSpan ADDED = SourceSpan.start("phoenix");

    private Trees() {}

    static YamlScalar text(String value) {
        return YamlScalar.string(value, ADDED);
    }

    static YamlScalar bool(boolean value) {
        return YamlScalar.plain(Boolean.toString(value), ADDED);
    }

    static YamlScalar number(long value) {
        return YamlScalar.plain(Long.toString(value), ADDED);
    }

    static YamlSequence list(YamlNode... items) {
        return new YamlSequence(ADDED, List.of(items), Origin.LITERAL);
    }

    static YamlMapping map(String key, YamlNode value) {
        return YamlMapping.empty(ADDED).with(key, value);
    }

    static YamlMapping texts(Map<String, String> entries) {
        YamlMapping map = YamlMapping.empty(ADDED);
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            map = map.with(entry.getKey(), text(entry.getValue()));
        }
        return map;
    }

    /** With this value at the path; maps on the way are made where they are missing or null. */
    static YamlMapping set(YamlMapping root, YamlNode value, String... path) {
        return set(root, value, List.of(path));
    }

    private static YamlMapping set(YamlMapping root, YamlNode value, List<String> path) {
        String key = path.getFirst();
        if (path.size() == 1) {
            return root.with(key, value);
        }
        YamlMapping child = root.get(key).orElse(null) instanceof YamlMapping m ? m : YamlMapping.empty(ADDED);
        return root.with(key, set(child, value, path.subList(1, path.size())));
    }

    /** With this text at the end of the list at the path. */
    static YamlMapping append(YamlMapping root, String item, String... path) {
        List<YamlNode> items = new ArrayList<>();
        YamlNode before = root.at(path).orElse(null);
        if (before instanceof YamlSequence list) {
            items.addAll(list.items());
        }
        items.add(text(item));
        SourceSpan span = before == null ? ADDED : before.span();
        return set(root, new YamlSequence(span, items, Origin.LITERAL), path);
    }

    /** Same keys in any order, same lists, same scalars of same type; positions do not count. */
    static boolean same(YamlNode a, YamlNode b) {
        return switch (a) {
            case YamlScalar s ->
                b instanceof YamlScalar t
                        && s.type() == t.type()
                        && Objects.equals(s.value(), t.value())
                        && s.asString().equals(t.asString());
            case YamlSequence list ->
                b instanceof YamlSequence other
                        && list.items().size() == other.items().size()
                        && sameItems(list.items(), other.items());
            case YamlMapping map ->
                b instanceof YamlMapping other
                        && map.keys().equals(other.keys())
                        && map.entries().stream()
                                .allMatch(e -> other.get(e.name())
                                        .filter(v -> same(e.value(), v))
                                        .isPresent());
        };
    }

    private static boolean sameItems(List<YamlNode> a, List<YamlNode> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
