package phoenix.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import phoenix.config.diagnostic.SourceSpan;

/** A mapping; its keys are unique and keep the order in which they were written. */
public final class YamlMapping implements YamlNode {
    private final Map<String, Entry> entries;
    private final SourceSpan span;
    private final Origin origin;

    /** A key with its own position, and the value. */
    public record Entry(YamlScalar key, YamlNode value) {
        public String name() {
            return key.text();
        }
    }

    /** The last of several entries with one name wins; the reader has refused those before. */
    public YamlMapping(SourceSpan span, List<Entry> entries, Origin origin) {
        this.span = span;
        this.origin = origin;
        this.entries = new LinkedHashMap<>();
        entries.forEach(e -> this.entries.put(e.name(), e));
    }

    public static YamlMapping empty(SourceSpan span) {
        return new YamlMapping(span, List.of(), Origin.LITERAL);
    }

    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    public Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public Set<String> keys() {
        return java.util.Collections.unmodifiableSet(entries.keySet());
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public int size() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A copy with this value under the key: in place where the key exists, at the end otherwise. */
    public YamlMapping with(String key, YamlNode value) {
        YamlScalar keyNode = entry(key).map(Entry::key).orElseGet(() -> YamlScalar.string(key, value.span()));
        return with(new Entry(keyNode, value));
    }

    /** A copy with this entry: in place where its key exists, at the end otherwise. */
    public YamlMapping with(Entry entry) {
        Map<String, Entry> copy = new LinkedHashMap<>(entries);
        copy.put(entry.name(), entry);
        return new YamlMapping(span, new ArrayList<>(copy.values()), origin);
    }

    public YamlMapping without(String key) {
        Map<String, Entry> copy = new LinkedHashMap<>(entries);
        copy.remove(key);
        return new YamlMapping(span, new ArrayList<>(copy.values()), origin);
    }

    @Override
    public SourceSpan span() {
        return span;
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public YamlMapping withOrigin(Origin newOrigin) {
        return new YamlMapping(span, entries(), newOrigin);
    }

    @Override
    public String describe() {
        return "a map";
    }

    /** Keys only: values may be secrets. */
    @Override
    public String toString() {
        return "YamlMapping" + entries.keySet() + "@" + span;
    }
}
