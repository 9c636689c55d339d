package phoenix.config.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Finds the Collector configurations that files of other kinds hold: custom resources of the OpenTelemetry operator,
 * ConfigMaps, values of Helm charts. What a file is, is told by {@code apiVersion} and {@code kind}, else by its shape.
 */
final class EmbeddedForms {
    private static final int DEPTH_MAX = 8;
    private static final Pattern LOOKS_LIKE_ONE =
            Pattern.compile("(?m)^\\s*[\"']?(receivers|exporters|service)[\"']?\\s*:");
    private static final Set<String> SECTIONS = Set.of("receivers", "processors", "exporters", "connectors");
    private static final Set<String> KEYS_OF_CHARTS = Set.of("config", "alternateConfig");

    private final List<Found> found = new ArrayList<>();

    /**
     * A configuration inside another file.
     *
     * @param names by which it can be asked for, the plainest first
     * @param what for people: {@code ConfigMap otel, key relay.yaml}
     * @param config a map, or a scalar that holds the text of one
     * @param variables what the resource sets in the environment of the Collector
     * @param rewritten where the resource lets the operator change the configuration at an upgrade of its own
     */
    record Found(
            List<String> names,
            String what,
            YamlNode config,
            Map<String, String> variables,
            Optional<SourceSpan> rewritten) {
        Found(List<String> names, String what, YamlNode config) {
            this(names, what, config, Map.of(), Optional.empty());
        }

        Found {
            names = List.copyOf(names);
            variables = Map.copyOf(variables);
        }
    }

    private EmbeddedForms() {}

    /** In the order of the file; empty for a plain configuration. */
    static List<Found> in(List<YamlNode> documents) {
        EmbeddedForms forms = new EmbeddedForms();
        documents.forEach(forms::document);
        return forms.found;
    }

    /** {@code Kubernetes Deployment} for a manifest, whatever it holds. */
    static Optional<String> manifest(YamlNode document) {
        return document.get("apiVersion").flatMap(v -> text(document, "kind")).map(kind -> "Kubernetes " + kind);
    }

    private void document(YamlNode document) {
        Optional<String> kind = manifest(document).flatMap(m -> text(document, "kind"));
        String name = text(document, "metadata", "name").orElse("");
        switch (kind.orElse("")) {
            case "OpenTelemetryCollector" -> collector(document, name);
            case "ConfigMap" -> configMap(document, name);
            case "List" -> {
                if (document.get("items").orElse(null) instanceof YamlSequence items) {
                    items.items().forEach(this::document);
                }
            }
            case "" -> {
                if (!isPlain(document)) {
                    values(document, "", "Helm values", 0);
                }
            }
            default -> values(document, "", kind.orElse("") + (name.isEmpty() ? "" : " " + name), 0);
        }
    }

    private void collector(YamlNode document, String name) {
        document.at("spec", "config").filter(c -> !c.isNull()).ifPresent(config -> {
            String version = text(document, "apiVersion").orElse("").replaceFirst(".*/", "");
            found.add(new Found(
                    List.of(name),
                    "OpenTelemetryCollector " + name + " (" + version + ")",
                    config,
                    env(document),
                    rewritten(document)));
        });
    }

    /** The operator upgrades what it manages unless it is told not to. */
    private static Optional<SourceSpan> rewritten(YamlNode document) {
        Optional<YamlNode> strategy = document.at("spec", "upgradeStrategy");
        if (text(document, "spec", "upgradeStrategy").orElse("automatic").equals("none")) {
            return Optional.empty();
        }
        return strategy.or(() -> document.get("kind")).map(YamlNode::span);
    }

    private static Map<String, String> env(YamlNode document) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (document.at("spec", "env").orElse(null) instanceof YamlSequence list) {
            for (YamlNode item : list.items()) {
                text(item, "name").ifPresent(n -> text(item, "value").ifPresent(v -> variables.put(n, v)));
            }
        }
        return variables;
    }

    private void configMap(YamlNode document, String name) {
        if (!(document.get("data").orElse(null) instanceof YamlMapping data)) {
            return;
        }
        for (YamlMapping.Entry entry : data.entries()) {
            if (entry.value() instanceof YamlScalar s
                    && LOOKS_LIKE_ONE.matcher(s.text()).find()) {
                found.add(new Found(
                        List.of(entry.name(), name + "/" + entry.name(), name),
                        "ConfigMap " + name + ", key " + entry.name(),
                        s));
            }
        }
    }

    private void values(YamlNode node, String path, String what, int depth) {
        if (!(node instanceof YamlMapping map) || depth > DEPTH_MAX) {
            return;
        }
        boolean hasAlternate =
                map.get("alternateConfig").filter(EmbeddedForms::isOne).isPresent();
        for (YamlMapping.Entry entry : map.entries()) {
            String own = path.isEmpty() ? entry.name() : path + "." + entry.name();
            YamlNode value = entry.value();
            boolean one = KEYS_OF_CHARTS.contains(entry.name()) ? isOne(value) : isSurelyOne(value);
            if (one && !(hasAlternate && entry.name().equals("config"))) {
                found.add(new Found(List.of(own), what + ", " + own, value));
            } else if (!one) {
                values(value, own, what, depth + 1);
            }
        }
    }

    private static boolean isPlain(YamlNode node) {
        return node instanceof YamlMapping map && (map.keys().stream().anyMatch(k -> k.contains("::")) || isOne(map));
    }

    private static boolean isOne(YamlNode node) {
        return switch (node) {
            case YamlMapping map ->
                SECTIONS.stream().anyMatch(s -> map.get(s).orElse(null) instanceof YamlMapping)
                        || map.at("service", "pipelines").isPresent();
            case YamlScalar s -> LOOKS_LIKE_ONE.matcher(s.text()).find();
            case YamlSequence list -> false;
        };
    }

    private static boolean isSurelyOne(YamlNode node) {
        return switch (node) {
            case YamlMapping map ->
                map.at("service", "pipelines").isPresent() || (map.has("receivers") && map.has("exporters"));
            case YamlScalar s ->
                s.text().contains("pipelines:")
                        && LOOKS_LIKE_ONE.matcher(s.text()).find();
            case YamlSequence list -> false;
        };
    }

    private static Optional<String> text(YamlNode node, String... path) {
        return node.at(path)
                .flatMap(n -> n instanceof YamlScalar s && !s.isNull() ? Optional.of(s.text()) : Optional.empty());
    }
}
