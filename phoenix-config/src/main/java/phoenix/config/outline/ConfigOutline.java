package phoenix.config.outline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.outline.PipelineOutline.Step;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/**
 * A configuration as its tree says it is, with no catalog and no decoding. What is malformed is left out: reporting it is
 * the reader's task, and what is sound beside it can still be looked at.
 *
 * @param extensions those that {@code service::extensions} names and that are defined
 */
public record ConfigOutline(
        YamlMapping root, List<ComponentOutline> components, List<PipelineOutline> pipelines, List<Step> extensions) {

    public static ConfigOutline of(YamlMapping root) {
        List<ComponentOutline> components = new ArrayList<>();
        for (ComponentKind kind : ComponentKind.values()) {
            root.get(kind.section()).map(Nodes::entries).orElse(List.of()).forEach(e -> {
                String type = e.name().split("/", 2)[0].strip();
                components.add(new ComponentOutline(
                        kind,
                        e.name(),
                        ComponentNames.canonical(kind, type),
                        e.key().span(),
                        e.value()));
            });
        }
        List<PipelineOutline> pipelines = new ArrayList<>();
        root.at("service", "pipelines").map(Nodes::entries).orElse(List.of()).forEach(e -> {
            YamlNode pipeline = e.value();
            pipelines.add(new PipelineOutline(
                    e.name(),
                    e.key().span(),
                    steps(pipeline.get("receivers"), components, ComponentKind.RECEIVER, ComponentKind.CONNECTOR),
                    steps(pipeline.get("processors"), components, ComponentKind.PROCESSOR),
                    steps(pipeline.get("exporters"), components, ComponentKind.EXPORTER, ComponentKind.CONNECTOR)));
        });
        List<Step> extensions = steps(root.at("service", "extensions"), components, ComponentKind.EXTENSION);
        return new ConfigOutline(root, List.copyOf(components), List.copyOf(pipelines), extensions);
    }

    private static List<Step> steps(
            Optional<YamlNode> list, List<ComponentOutline> components, ComponentKind... kinds) {
        List<YamlScalar> references = list.map(n -> Nodes.scalars(n).toList()).orElse(List.of());
        List<Step> steps = new ArrayList<>();
        for (YamlScalar reference : references) {
            Stream.of(kinds)
                    .flatMap(kind ->
                            components.stream().filter(c -> c.kind() == kind && c.id().equals(reference.text())))
                    .findFirst()
                    .ifPresent(c -> steps.add(new Step(c, reference.span())));
        }
        return List.copyOf(steps);
    }

    public List<ComponentOutline> components(ComponentKind kind) {
        return components.stream().filter(c -> c.kind() == kind).toList();
    }

    /** The components of a kind that some pipeline, or the list of extensions, names. */
    public List<ComponentOutline> used(ComponentKind kind) {
        Set<ComponentOutline> named = Stream.concat(
                        pipelines.stream().flatMap(PipelineOutline::steps), extensions.stream())
                .map(Step::component)
                .collect(Collectors.toSet());
        return components(kind).stream().filter(named::contains).toList();
    }

    public List<PipelineOutline> metricPipelines() {
        return pipelines.stream().filter(PipelineOutline::isMetrics).toList();
    }

    /** Whether a metrics pipeline with this component has the property. */
    public boolean anyPipelineOf(ComponentOutline component, Predicate<PipelineOutline> property) {
        return metricPipelines().stream().anyMatch(p -> p.names(component) && property.test(p));
    }

    /** Names only: settings may be secrets. */
    @Override
    public String toString() {
        return "ConfigOutline" + pipelines.stream().map(PipelineOutline::id).toList();
    }
}
