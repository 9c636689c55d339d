package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineId;
import phoenix.config.compile.Change;
import phoenix.config.compile.CompiledFor;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * A configuration on its way from the user's to the compiled one. Values are set and never taken away (null stands for
 * "none"), so that a file merged after the user's can say the same.
 */
final class Draft {
    static final SourceSpan ADDED = SourceSpan.start("phoenix");

    final Wiring input;
    final OtelcolSettings settings;
    final PortPlan ports;
    final Map<String, String> environment;
    final Diagnostics diagnostics;
    final List<Change> changes = new ArrayList<>();
    /** What was added for the production of a configuration that had none. */
    final Set<ComponentId> addedProduction = new LinkedHashSet<>();
    /** Address of the comparison page by the pipeline it shows. */
    final Map<PipelineId, String> pages = new LinkedHashMap<>();

    private final Set<String> takenPipelines = new LinkedHashSet<>();
    private final Set<ComponentId> taken = new LinkedHashSet<>();
    private final Map<PipelineId, List<ComponentId>> exporters = new LinkedHashMap<>();
    private YamlMapping root;

    Draft(
            Wiring input,
            OtelcolSettings settings,
            PortPlan ports,
            Map<String, String> environment,
            Diagnostics diagnostics) {
        this.input = input;
        this.settings = settings;
        this.ports = ports;
        this.environment = environment;
        this.diagnostics = diagnostics;
        this.root = input.root();
        for (ComponentKind kind : ComponentKind.values()) {
            taken.addAll(input.of(kind).keySet());
        }
        input.pipelines().forEach((id, pipeline) -> {
            takenPipelines.add(id.toString());
            exporters.put(id, pipeline.exporters());
        });
    }

    boolean isCandidate() {
        return settings.variant() == CompiledFor.CANDIDATE;
    }

    YamlMapping root() {
        return root;
    }

    void root(YamlMapping next) {
        root = next;
    }

    void changed(Change.Kind kind, String where, String text) {
        changes.add(new Change(kind, where, text));
    }

    /** The exporters of a pipeline as they are by now. */
    List<ComponentId> exporters(PipelineId pipeline) {
        return exporters.getOrDefault(pipeline, List.of());
    }

    void exporters(PipelineId pipeline, List<ComponentId> ids) {
        exporters.put(pipeline, List.copyOf(ids));
        set(list(ids), "service", "pipelines", pipeline.toString(), "exporters");
    }

    /** An id that nothing has, of any section: a connector's may be neither a receiver's nor an exporter's. */
    ComponentId freeId(String type, String name) {
        ComponentId id = new ComponentId(type, name);
        for (int i = 2; !taken.add(id); i++) {
            id = new ComponentId(type, name + "-" + i);
        }
        return id;
    }

    void pipeline(String name, ComponentId receiver, List<ComponentId> processors, List<ComponentId> to) {
        String id = "metrics/" + name;
        for (int i = 2; !takenPipelines.add(id); i++) {
            id = "metrics/" + name + "-" + i;
        }
        YamlMapping node = YamlMapping.empty(ADDED).with("receivers", list(List.of(receiver)));
        if (!processors.isEmpty()) {
            node = node.with("processors", list(processors));
        }
        set(node.with("exporters", list(to)), "service", "pipelines", id);
    }

    /** Sets a value; maps on the way are made where they are missing. */
    void set(YamlNode value, String... path) {
        root = set(root, value, List.of(path), 0);
    }

    private YamlMapping set(YamlMapping map, YamlNode value, List<String> path, int depth) {
        String key = path.get(depth);
        if (depth + 1 == path.size()) {
            return written(map, path.subList(0, depth)).with(key, value);
        }
        YamlMapping child = map.get(key).orElse(null) instanceof YamlMapping m ? m : YamlMapping.empty(ADDED);
        return written(map, path.subList(0, depth)).with(key, set(child, value, path, depth + 1));
    }

    /** A map that a reference stands for has to be written out once a part of it changes. */
    YamlMapping written(YamlMapping map, List<String> path) {
        if (map.origin().writtenText().isEmpty()) {
            return map;
        }
        if (!isFromFile(map)) {
            diagnostics.add(
                    DiagnosticCode.CANNOT_CHANGE_REFERENCE,
                    map.span(),
                    String.join("::", path) + " comes as a whole from "
                            + String.join(", ", map.origin().sources())
                            + ", and Phoenix has to change a part of it",
                    "put it into a file, and give that as another CONFIG; what is secret in it stays a ${env:...}"
                            + " of its own");
        }
        return map.withOrigin(map.origin().withTexts(null, null));
    }

    static boolean isFromFile(YamlNode node) {
        return node.origin().sources().isEmpty()
                || node.origin().sources().stream().anyMatch(s -> s.startsWith("file:"));
    }

    static YamlSequence list(List<ComponentId> ids) {
        return new YamlSequence(
                ADDED, ids.stream().<YamlNode>map(id -> text(id.toString())).toList(), Origin.LITERAL);
    }

    static YamlScalar text(String value) {
        return YamlScalar.string(value, ADDED);
    }

    static YamlScalar plain(Object value) {
        return YamlScalar.plain(value.toString(), ADDED);
    }

    static YamlScalar none() {
        return YamlScalar.plain("null", ADDED);
    }

    /** A reference that stays one. */
    static YamlScalar reference(String variable, String value) {
        return text(value).withOrigin(new Origin(Set.of(variable), Set.of(), value, "${env:" + variable + "}"));
    }

    static YamlMapping map(Object... keysAndValues) {
        YamlMapping map = YamlMapping.empty(ADDED);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            map = map.with((String) keysAndValues[i], value instanceof YamlNode node ? node : text((String) value));
        }
        return map;
    }

    /** With text behind it, a reference in it staying what it is; null where there is no text. */
    static @Nullable YamlScalar withSuffix(YamlScalar scalar, int at, String suffix) {
        String text = scalar.asString().orElse(null);
        if (text == null) {
            return null;
        }
        String written = scalar.origin().writtenText().orElse(null);
        if (written == null) {
            return text(text.substring(0, at) + suffix + text.substring(at));
        }
        Origin origin = scalar.origin().withTexts(null, written + suffix);
        return text(text + suffix).withOrigin(origin);
    }
}
