package phoenix.config.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.diagnostic.SourceText;
import phoenix.config.yaml.YamlScalar.Resolved;
import phoenix.config.yaml.YamlScalar.Style;

/** Builds nodes from parser events; the limits hold while it builds, so that a bomb never gets into memory. */
final class NodeComposer {
    private static final String MERGE_KEY = "<<";

    private final SourceText source;
    private final YamlLimits limits;
    private final Diagnostics diagnostics;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private long nodes;

    /** The problem has been reported and reading cannot go on. */
    static final class Refused extends RuntimeException {
        Refused() {
            super(null, null, false, false);
        }
    }

    /** A finished node under an anchor: what each further use of it costs. */
    private record Anchored(YamlNode node, long nodes, int height) {}

    private record Composed(YamlNode node, int height) {}

    NodeComposer(SourceText source, YamlLimits limits, Diagnostics diagnostics) {
        this.source = source;
        this.limits = limits;
        this.diagnostics = diagnostics;
    }

    YamlNode document(Iterator<Event> events) {
        YamlNode root = YamlScalar.ofNull(SourceSpan.start(source.name()));
        boolean found = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (found) {
                    diagnostics.add(
                            DiagnosticCode.EXTRA_DOCUMENT,
                            span(event),
                            "only the first YAML document of a file is read",
                            "put the other document into a file of its own");
                    return root;
                }
                found = true;
                root = node(events.next(), events, 1).node;
            } else if (event instanceof StreamEndEvent) {
                break;
            }
        }
        return root;
    }

    List<YamlNode> documents(Iterator<Event> events) {
        List<YamlNode> roots = new ArrayList<>();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                anchors.clear();
                roots.add(node(events.next(), events, 1).node);
            }
        }
        return roots;
    }

    private Composed node(Event event, Iterator<Event> events, int depth) {
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        long before = nodes;
        count(1, event);
        if (depth > limits.depthMax()) {
            refuse(DiagnosticCode.YAML_TOO_DEEP, event, "nested deeper than " + limits.depthMax() + " levels");
        }
        Composed composed = switch (event) {
            case ScalarEvent scalar -> new Composed(scalar(scalar), 0);
            case MappingStartEvent start -> mapping(start, events, depth);
            case CollectionStartEvent start -> sequence(start, events, depth);
            default -> throw new IllegalStateException("no node starts with " + event.getEventId());
        };
        if (event instanceof NodeEvent n && n.getAnchor().isPresent()) {
            anchors.put(n.getAnchor().get(), new Anchored(composed.node, nodes - before, composed.height));
        }
        return composed;
    }

    private Composed alias(AliasEvent alias, int depth) {
        Anchored target = anchors.get(alias.getAlias());
        if (target == null) {
            // Also the case of a node that holds an alias to itself: its anchor is set when it is complete.
            throw refuse(
                    DiagnosticCode.YAML_UNSUPPORTED,
                    alias,
                    "alias \"" + alias.getAlias().getValue() + "\" has no complete anchor before it");
        }
        count(target.nodes, alias);
        if (depth + target.height > limits.depthMax()) {
            refuse(
                    DiagnosticCode.YAML_TOO_DEEP,
                    alias,
                    "aliases make this deeper than " + limits.depthMax() + " levels");
        }
        return new Composed(target.node, target.height);
    }

    private void count(long more, Event at) {
        nodes += more;
        if (nodes > limits.nodesMax()) {
            refuse(
                    DiagnosticCode.YAML_ALIAS_LIMIT,
                    at,
                    "more than " + limits.nodesMax() + " values, aliases counted at every use");
        }
    }

    private YamlScalar scalar(ScalarEvent event) {
        SourceSpan span = span(event);
        Style style = style(event);
        String text = event.getValue();
        Resolved untagged =
                style == Style.PLAIN ? ScalarTypes.resolve(text) : new Resolved(YamlScalar.Type.STRING, text);
        Resolved resolved = event.getTag()
                .map(tag -> tag.equals("!") ? untagged : tagged(tag, text, event))
                .orElse(untagged);
        // What is base64 is not the text that was written.
        String value = resolved.type() == YamlScalar.Type.STRING && resolved.value() instanceof String s ? s : text;
        return new YamlScalar(span, value, resolved, new WrittenForm(style, source, false), Origin.LITERAL);
    }

    /** As yaml.v3: a tag it does not know makes a string. */
    private Resolved tagged(String tag, String text, Event event) {
        String name = tag.replaceFirst("^tag:yaml.org,2002:", "");
        Resolved resolved = ScalarTypes.resolve(text);
        boolean fits = switch (name) {
            case "int" -> resolved.type() == YamlScalar.Type.INT;
            case "float" -> resolved.type() == YamlScalar.Type.FLOAT || resolved.type() == YamlScalar.Type.INT;
            case "bool" -> resolved.type() == YamlScalar.Type.BOOL;
            case "null" -> resolved.type() == YamlScalar.Type.NULL;
            case "timestamp" -> resolved.type() == YamlScalar.Type.TIMESTAMP;
            default -> true;
        };
        if (!fits) {
            throw refuse(DiagnosticCode.YAML_UNSUPPORTED, event, "this value is no YAML " + name);
        }
        return switch (name) {
            case "int", "bool", "null", "timestamp" -> resolved;
            case "float" ->
                resolved.value() instanceof Number n ? new Resolved(YamlScalar.Type.FLOAT, n.doubleValue()) : resolved;
            case "binary" -> new Resolved(YamlScalar.Type.STRING, binary(text, event));
            default -> new Resolved(YamlScalar.Type.STRING, text);
        };
    }

    private String binary(String text, Event event) {
        try {
            return new String(Base64.getDecoder().decode(text.replaceAll("\\s", "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refuse(DiagnosticCode.YAML_UNSUPPORTED, event, "this value is no YAML binary: it is not base64");
        }
    }

    private Composed mapping(MappingStartEvent start, Iterator<Event> events, int depth) {
        List<YamlMapping.Entry> entries = new ArrayList<>();
        List<YamlNode> merges = new ArrayList<>();
        Map<String, SourceSpan> keys = new HashMap<>();
        int height = 0;
        Event event = events.next();
        while (!(event instanceof MappingEndEvent)) {
            YamlScalar key = key(event, events, depth);
            Composed value = node(events.next(), events, depth + 1);
            height = Math.max(height, value.height + 1);
            if (key.text().equals(MERGE_KEY) && key.style() == Style.PLAIN) {
                merges.add(value.node);
            } else {
                SourceSpan first = keys.putIfAbsent(key.text(), key.span());
                if (first == null) {
                    entries.add(new YamlMapping.Entry(key, value.node));
                } else {
                    diagnostics.add(
                            DiagnosticCode.DUPLICATE_KEY,
                            key.span(),
                            "key \"" + key.text() + "\" is already defined at line " + first.line(),
                            "keep one of the two");
                }
            }
            event = events.next();
        }
        for (YamlNode merge : merges) {
            merge(merge, keys.keySet(), entries, start);
        }
        return new Composed(new YamlMapping(collection(start, event), entries, Origin.LITERAL), height);
    }

    private YamlScalar key(Event event, Iterator<Event> events, int depth) {
        if (node(event, events, depth + 1).node instanceof YamlScalar scalar) {
            return asName(scalar);
        }
        throw refuse(DiagnosticCode.YAML_UNSUPPORTED, event, "a key has to be a plain value, not a map or a list");
    }

    /** A key is a name, in the form that Go prints a value of its type in: {@code 0x10} is "16". */
    private static YamlScalar asName(YamlScalar key) {
        String name = switch (key.value()) {
            case null -> "<nil>";
            case Boolean b -> b.toString();
            case Number n when key.type() == YamlScalar.Type.INT -> n.toString();
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> Long.toString(d.longValue());
            default -> key.text();
        };
        return name.equals(key.text())
                ? key
                : new YamlScalar(
                        key.span(), name, new Resolved(YamlScalar.Type.STRING, name), key.form(), key.origin());
    }

    /** {@code <<: *base} and {@code <<: [*a, *b]}: keys that stand in the map itself win, then the earlier map. */
    private void merge(YamlNode merged, Set<String> own, List<YamlMapping.Entry> entries, Event at) {
        List<YamlNode> maps = merged instanceof YamlSequence list ? list.items() : List.of(merged);
        Set<String> taken = new HashSet<>(own);
        for (YamlNode map : maps) {
            if (!(map instanceof YamlMapping m)) {
                throw refuse(DiagnosticCode.YAML_UNSUPPORTED, at, "map merge (<<) takes a map or a list of maps");
            }
            for (YamlMapping.Entry entry : m.entries()) {
                if (taken.add(entry.name())) {
                    entries.add(entry);
                }
            }
        }
    }

    private Composed sequence(CollectionStartEvent start, Iterator<Event> events, int depth) {
        List<YamlNode> items = new ArrayList<>();
        int height = 0;
        Event event = events.next();
        while (!(event instanceof SequenceEndEvent)) {
            Composed item = node(event, events, depth + 1);
            height = Math.max(height, item.height + 1);
            items.add(item.node);
            event = events.next();
        }
        return new Composed(new YamlSequence(collection(start, event), items, Origin.LITERAL), height);
    }

    private static Style style(ScalarEvent event) {
        return switch (event.getScalarStyle()) {
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE_QUOTED;
            case LITERAL -> Style.LITERAL;
            case FOLDED -> Style.FOLDED;
            case PLAIN -> Style.PLAIN;
        };
    }

    private SourceSpan collection(Event start, Event end) {
        return between(start.getStartMark(), end.getEndMark());
    }

    private SourceSpan span(Event event) {
        return between(event.getStartMark(), event.getEndMark());
    }

    private SourceSpan between(Optional<Mark> start, Optional<Mark> end) {
        SourceSpan from =
                start.map(m -> YamlReader.pointAt(source, m)).orElseGet(() -> SourceSpan.start(source.name()));
        return end.map(m -> SourceSpan.covering(from, YamlReader.pointAt(source, m)))
                .orElse(from);
    }

    private Refused refuse(DiagnosticCode code, Event at, String message) {
        diagnostics.add(code, span(at), message);
        throw new Refused();
    }
}
