package phoenix.config.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentConfig;
import phoenix.config.collector.ComponentId;
import phoenix.config.collector.ComponentKind;
import phoenix.config.collector.PipelineConfig;
import phoenix.config.collector.PipelineId;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * Proves of a compiled configuration that production gets what it got before: every pipeline has the same receivers, the
 * same processors in the same order and all its exporters; every component has the same settings but for the few that
 * the variant and the production target allow to differ; nothing was added but Phoenix's own exporters, at the end.
 *
 * <p>Written against the two configurations alone and not against the passes, so that it catches their faults.
 */
public final class InvariantChecker {
    private final CollectorConfig before;
    private final CompileSettings settings;
    private final Set<ComponentId> added;
    private final List<String> violations = new ArrayList<>();

    private InvariantChecker(CollectorConfig before, CompileSettings settings, Set<ComponentId> added) {
        this.before = before;
        this.settings = settings;
        this.added = added;
    }

    /**
     * Compares a configuration with what was made of it.
     *
     * @param added the exporters that Phoenix says it added
     * @return what is violated, in words; empty when production is untouched
     */
    public static List<String> violations(
            CollectorConfig before, CollectorConfig after, CompileSettings settings, Set<ComponentId> added) {
        InvariantChecker checker = new InvariantChecker(before, settings, added);
        checker.pipelines(after);
        checker.components(after);
        return checker.violations;
    }

    private void pipelines(CollectorConfig after) {
        if (!List.copyOf(before.pipelines().keySet())
                .equals(List.copyOf(after.pipelines().keySet()))) {
            violations.add("the pipelines were " + before.pipelines().keySet() + " and are "
                    + after.pipelines().keySet());
        }
        for (PipelineConfig was : before.pipelines().values()) {
            PipelineConfig is = after.pipelines().get(was.id());
            if (is != null) {
                pipeline(was, is);
            }
        }
        if (!before.extensions().equals(after.extensions())) {
            violations.add("extensions were " + before.extensions() + " and are " + after.extensions());
        }
    }

    private void pipeline(PipelineConfig was, PipelineConfig is) {
        expect(was.id(), "receivers", was.receivers(), is.receivers());
        expect(was.id(), "processors", was.processors(), is.processors());
        List<ComponentId> own =
                is.exporters().stream().filter(id -> !added.contains(id)).toList();
        expect(was.id(), "exporters", was.exporters(), own);
    }

    private void expect(PipelineId pipeline, String part, List<ComponentId> was, List<ComponentId> is) {
        if (!was.equals(is)) {
            violations.add("pipeline " + pipeline + ": " + part + " were " + was + " and are " + is);
        }
    }

    private void components(CollectorConfig after) {
        for (ComponentKind kind : ComponentKind.values()) {
            Set<ComponentId> unexpected = new LinkedHashSet<>();
            after.components(kind).forEach(c -> unexpected.add(c.id()));
            for (ComponentConfig was : before.components(kind)) {
                unexpected.remove(was.id());
                after.find(kind, was.id())
                        .ifPresentOrElse(is -> component(was, is), () -> violations.add(was.path() + " is gone"));
            }
            if (kind == ComponentKind.EXPORTER) {
                unexpected.removeAll(added);
            }
            unexpected.forEach(id -> violations.add(kind.section() + "::" + id + " was added"));
        }
    }

    private void component(ComponentConfig was, ComponentConfig is) {
        Set<String> free = mayDiffer(was);
        if (!Trees.same(without(was.node(), free), without(is.node(), free))) {
            violations.add(was.path() + " has other settings");
        }
    }

    private Set<String> mayDiffer(ComponentConfig component) {
        if (component.kind() != ComponentKind.EXPORTER) {
            return Set.of();
        }
        boolean candidate = settings.variant() == CompiledFor.CANDIDATE;
        boolean otlp = component.type().equals("otlp_grpc") || component.type().equals("otlp_http");
        if (otlp && settings.production() instanceof ProductionTarget.StandIn) {
            return ProductionPass.REDIRECTED_KEYS;
        }
        if (otlp && candidate && settings.production() instanceof ProductionTarget.Shadow) {
            return ProductionPass.SHADOWED_KEYS;
        }
        return switch (component.type()) {
            case "prometheus" -> candidate ? Set.of("endpoint") : Set.of();
            case "file" -> candidate ? Set.of("path") : Set.of();
            default -> Set.of();
        };
    }

    private static YamlNode without(YamlNode node, Set<String> keys) {
        if (keys.isEmpty() || !(node instanceof YamlMapping)) {
            return node;
        }
        YamlMapping map = (YamlMapping) node;
        for (String key : keys) {
            map = map.without(key);
        }
        return map;
    }
}
