package phoenix.app.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import phoenix.app.diff.Difference.Effect;
import phoenix.app.diff.Difference.Kind;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.Redaction;
import phoenix.config.yaml.YamlEmitter;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Compares settings that nobody has words for, one by one, and shows values without what is secret in them. */
final class Settings {
    private static final int SHOWN_MAX = 120;

    private final Redaction redaction;

    /** @param secret tells whether a region of a file holds a secret */
    Settings(Predicate<SourceSpan> secret) {
        this.redaction = Redaction.of(secret);
    }

    /** A value as it may be shown. */
    String shown(String key, YamlNode value) {
        String emitted = YamlEmitter.emit(YamlMapping.empty(value.span()).with(key, value), redaction);
        String text = emitted.substring(emitted.indexOf(':') + 1).strip().replaceAll("\\s*\\n\\s*", " ");
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
    }

    /** A scalar of text as it may be shown, without quotes. */
    String plain(String key, YamlNode value) {
        String shown = shown(key, value);
        return shown.length() > 1 && shown.startsWith("\"") && shown.endsWith("\"")
                ? shown.substring(1, shown.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : shown;
    }

    /** The text of a scalar, or what was written where it comes from elsewhere and may be secret. */
    static String written(YamlScalar scalar) {
        return scalar.origin().writtenText().orElse(scalar.text());
    }

    /**
     * Every setting that differs.
     *
     * @param covered keys at the top that are told otherwise
     */
    List<Effect> compare(YamlNode before, YamlNode after, String path, Set<String> covered) {
        Map<String, YamlNode> a = leaves(before, covered);
        Map<String, YamlNode> b = leaves(after, covered);
        Set<String> keys = new LinkedHashSet<>(b.keySet());
        keys.addAll(a.keySet());
        List<Effect> effects = new ArrayList<>();
        for (String key : keys) {
            YamlNode old = a.get(key);
            YamlNode now = b.get(key);
            String full = path.isEmpty() ? key : path + "::" + key;
            if (old == null && now != null) {
                effects.add(effect(Kind.ADDED, "sets " + key + " to " + shown(last(key), now), full));
            } else if (now == null && old != null) {
                effects.add(effect(Kind.REMOVED, "no longer sets " + key + " (" + shown(last(key), old) + ")", full));
            } else if (old != null && now != null && !value(old).equals(value(now))) {
                effects.add(effect(Kind.CHANGED, changed(key, old, now), full));
            }
        }
        return effects;
    }

    private String changed(String key, YamlNode old, YamlNode now) {
        String from = shown(last(key), old);
        String to = shown(last(key), now);
        return from.equals(to)
                ? "changes " + key + ", whose value is not shown"
                : "sets " + key + " to " + to + " instead of " + from;
    }

    private static Effect effect(Kind kind, String text, String path) {
        return new Effect(kind, text, path, List.of());
    }

    private static String last(String key) {
        String name = key.substring(key.lastIndexOf(':') + 1);
        return name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
    }

    /** By path; lists of plain values are one leaf, so that they are shown whole. */
    private static Map<String, YamlNode> leaves(YamlNode node, Set<String> covered) {
        Map<String, YamlNode> leaves = new LinkedHashMap<>();
        for (YamlMapping.Entry entry : Nodes.entries(node)) {
            if (!covered.contains(entry.name())) {
                collect(entry.name(), entry.value(), leaves);
            }
        }
        return leaves;
    }

    private static void collect(String path, YamlNode node, Map<String, YamlNode> leaves) {
        switch (node) {
            case YamlMapping map
            when !map.isEmpty() -> map.entries().forEach(e -> collect(path + "::" + e.name(), e.value(), leaves));
            case YamlSequence list
            when list.items().stream().anyMatch(i -> !(i instanceof YamlScalar)) -> {
                for (int i = 0; i < list.items().size(); i++) {
                    collect(path + "[" + i + "]", list.items().get(i), leaves);
                }
            }
            case YamlNode leaf -> leaves.put(path, leaf);
        }
    }

    /** What counts as the same: type and text, and for text from elsewhere where it comes from. */
    private static String value(YamlNode node) {
        return switch (node) {
            case YamlScalar s -> s.origin().sources().isEmpty() ? s.isNull() ? "" : s.type() + s.text() : written(s);
            case YamlSequence list ->
                list.items().stream().map(Settings::value).toList().toString();
            case YamlMapping map -> map.keys().toString();
        };
    }
}
