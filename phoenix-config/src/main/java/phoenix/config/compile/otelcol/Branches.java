package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineId;
import phoenix.config.collector.Signal;
import phoenix.config.compile.CompiledFor;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** What was added to a configuration, recognised by what it does: pages, ways to them, ways to production. */
final class Branches {
    private static final Set<String> LABELS = Set.of("experiment", "pipeline", "variant", "collector_pipeline");
    private static final Set<String> PAGE_KEYS =
            Set.of("endpoint", "namespace", "const_labels", "resource_to_telemetry_conversion");

    private final Wiring before;
    private final Wiring after;
    private final OtelcolSettings settings;
    private final List<String> violations = new ArrayList<>();
    private final Set<ComponentId> pages = new LinkedHashSet<>();
    private final Set<ComponentId> comparison = new LinkedHashSet<>();
    private final Map<ComponentId, List<ComponentId>> production = new LinkedHashMap<>();
    private final Set<ComponentId> addedProduction = new LinkedHashSet<>();
    private final Set<ComponentId> discarding = new LinkedHashSet<>();
    private final Set<ComponentId> processors = new LinkedHashSet<>();

    Branches(Wiring before, Wiring after, OtelcolSettings settings) {
        this.before = before;
        this.after = after;
        this.settings = settings;
        after.of(ComponentKind.EXPORTER).forEach(this::exporter);
        for (Map.Entry<PipelineId, Wiring.Pipeline> added : after.pipelines().entrySet()) {
            if (!before.pipelines().containsKey(added.getKey())) {
                branch(added.getValue());
            }
        }
        pagesAreApart();
    }

    List<String> violations() {
        return violations;
    }

    boolean isPage(ComponentId exporter) {
        return pages.contains(exporter);
    }

    /** Connectors that lead to a page. */
    Set<ComponentId> comparison() {
        return comparison;
    }

    /** Connectors that lead to production, and the exporters behind the mark. */
    Map<ComponentId, List<ComponentId>> production() {
        return production;
    }

    Set<ComponentId> addedProduction() {
        return addedProduction;
    }

    boolean discards(ComponentId exporter) {
        return discarding.contains(exporter);
    }

    boolean canMark() {
        return settings.has(ComponentKind.CONNECTOR, "forward") && settings.has(ComponentKind.PROCESSOR, "resource");
    }

    /** Whether something that the user did not write is accounted for. */
    boolean knows(ComponentKind kind, ComponentId id) {
        return switch (kind) {
            case EXPORTER -> pages.contains(id) || addedProduction.contains(id) || discarding.contains(id);
            case CONNECTOR -> comparison.contains(id) || production.containsKey(id);
            case PROCESSOR -> processors.contains(id);
            case RECEIVER, EXTENSION -> false;
        };
    }

    private void exporter(ComponentId id, YamlNode node) {
        if (before.of(ComponentKind.EXPORTER).containsKey(id)) {
            return;
        }
        if (id.type().equals("prometheus") && isPage(node)) {
            pages.add(id);
        } else if (Exporters.isHttp(id) && Exporters.production(before).isEmpty() && isNewRelic(node)) {
            addedProduction.add(id);
        } else if (settings.variant() == CompiledFor.CANDIDATE
                && (id.type().equals("nop") || id.type().equals("debug"))) {
            discarding.add(id);
        }
    }

    private boolean isPage(YamlNode node) {
        return node instanceof YamlMapping map
                && map.keys().equals(PAGE_KEYS)
                && text(map, "namespace").equals("phoenix")
                && map.get("const_labels").orElse(null) instanceof YamlMapping labels
                && LABELS.containsAll(labels.keys())
                && text(labels, "experiment").equals(settings.experiment())
                && text(labels, "pipeline").equals(settings.pipeline())
                && text(labels, "variant").equals(settings.variant().toString());
    }

    private static boolean isNewRelic(YamlNode node) {
        return node instanceof YamlMapping map
                && map.keys().equals(Set.of("endpoint", "headers"))
                && map.get("headers").orElse(null) instanceof YamlMapping headers
                && headers.keys().equals(Set.of("api-key"));
    }

    private static String text(YamlMapping map, String key) {
        return map.get(key)
                .flatMap(n -> n instanceof YamlScalar s ? s.asString() : Optional.empty())
                .orElse("");
    }

    private void branch(Wiring.Pipeline added) {
        List<ComponentId> receivers = added.receivers();
        ComponentId entry = receivers.isEmpty() ? new ComponentId("none", "") : receivers.getFirst();
        YamlNode connector = after.of(ComponentKind.CONNECTOR).get(entry);
        boolean sound = added.id().signal() == Signal.METRICS
                && receivers.size() == 1
                && entry.type().equals("forward")
                && connector != null
                && connector.isNull()
                && !before.isConnector(entry)
                && ends(entry);
        if (sound && pages.containsAll(added.exporters()) && added.exporters().size() == 1 && renamesOnly(added)) {
            comparison.add(entry);
        } else if (sound && settings.variant() == CompiledFor.CANDIDATE && marksOnly(added) && sends(added)) {
            production.put(entry, added.exporters());
        } else {
            violations.add("pipeline " + added.id() + " was added");
        }
    }

    /** One pipeline of the user's leads in, one added one leads on. */
    private boolean ends(ComponentId connector) {
        long in = after.pipelines().values().stream()
                .filter(p -> p.exporters().contains(connector))
                .filter(p -> before.pipelines().containsKey(p.id()))
                .count();
        long all = after.pipelines().values().stream()
                .filter(p -> p.exporters().contains(connector))
                .count();
        long out = after.pipelines().values().stream()
                .filter(p -> p.receivers().contains(connector))
                .count();
        return in == 1 && all == 1 && out == 1;
    }

    private boolean sends(Wiring.Pipeline added) {
        return added.exporters().stream()
                .allMatch(id -> addedProduction.contains(id)
                        || before.of(ComponentKind.EXPORTER).containsKey(id));
    }

    private boolean marksOnly(Wiring.Pipeline added) {
        if (added.processors().size() != 1 || !isAdded(added.processors().getFirst())) {
            return false;
        }
        ComponentId id = added.processors().getFirst();
        Set<String> marks = new TreeSet<>();
        YamlNode node = after.of(ComponentKind.PROCESSOR).get(id);
        actions(node, "attributes")
                .forEach(a -> marks.add(text(a, "action") + " " + text(a, "key") + "=" + text(a, "value")));
        boolean sound = id.type().equals("resource")
                && node instanceof YamlMapping map
                && map.size() == 1
                && marks.equals(Set.of(
                        "upsert phoenix.experiment=" + settings.experiment(), "upsert phoenix.variant=candidate"));
        processors.addAll(sound ? List.of(id) : List.of());
        return sound;
    }

    private boolean isAdded(ComponentId processor) {
        return !before.of(ComponentKind.PROCESSOR).containsKey(processor);
    }

    private boolean renamesOnly(Wiring.Pipeline added) {
        for (ComponentId id : added.processors()) {
            String list = id.type().equals("resource") ? "attributes" : "actions";
            YamlNode node = after.of(ComponentKind.PROCESSOR).get(id);
            boolean sound = isAdded(id)
                    && Set.of("resource", "attributes").contains(id.type())
                    && node instanceof YamlMapping map
                    && map.keys().equals(Set.of(list))
                    && actions(node, list).stream().allMatch(Branches::renames);
            if (!sound) {
                return false;
            }
        }
        processors.addAll(added.processors());
        return true;
    }

    private static boolean renames(YamlMapping action) {
        String key = text(action, "key");
        return text(action, "action").equals("delete")
                ? LABELS.contains(key)
                : LABELS.contains(text(action, "from_attribute"))
                        && key.equals("exported_" + text(action, "from_attribute"));
    }

    private static List<YamlMapping> actions(@org.jspecify.annotations.Nullable YamlNode node, String list) {
        List<YamlMapping> actions = new ArrayList<>();
        if (node != null && node.get(list).orElse(null) instanceof YamlSequence items) {
            items.items().forEach(i -> {
                if (i instanceof YamlMapping map) {
                    actions.add(map);
                }
            });
        }
        return actions;
    }

    /** Two pipelines never show one series on one page. */
    private void pagesAreApart() {
        Set<String> addresses = new HashSet<>();
        Set<String> named = new HashSet<>();
        for (ComponentId page : pages) {
            YamlMapping node = (YamlMapping) after.settings(ComponentKind.EXPORTER, page);
            long users = after.pipelines().values().stream()
                    .filter(p -> p.exporters().contains(page))
                    .count();
            YamlMapping own = (YamlMapping) node.get("const_labels").orElseThrow();
            if (users != 1 || !addresses.add(text(node, "endpoint"))) {
                violations.add("page " + page + " is not of one pipeline alone");
            }
            if (pages.size() > 1 && !named.add(text(own, "collector_pipeline"))) {
                violations.add("page " + page + " does not name its pipeline");
            }
        }
    }
}
