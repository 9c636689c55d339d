package phoenix.config.collector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;

/**
 * A Collector configuration, resolved, decoded and validated: what {@code otelcol validate} accepts, as far as the
 * catalog's components go.
 *
 * @param extensions those that {@code service::extensions} starts, in order
 * @param source the tree it was read from
 */
public record CollectorConfig(
        Map<ComponentKind, Map<ComponentId, ComponentConfig>> components,
        Map<PipelineId, PipelineConfig> pipelines,
        List<ComponentId> extensions,
        TelemetryConfig telemetry,
        YamlMapping source) {

    /**
     * Decodes and validates; all findings are reported at once.
     *
     * @param root what {@code ConfigLoader} gave
     * @param catalog the components that will run it: of the embedded engine, or of a {@link Target}
     * @return empty when there was an error
     */
    public static Optional<CollectorConfig> read(YamlMapping root, ComponentCatalog catalog, Diagnostics diagnostics) {
        return new CollectorConfigReader(catalog, diagnostics).read(root);
    }

    /** Everything defined in a section, used or not, in the user's order. */
    public List<ComponentConfig> components(ComponentKind kind) {
        return List.copyOf(components.getOrDefault(kind, Map.of()).values());
    }

    public Optional<ComponentConfig> find(ComponentKind kind, ComponentId id) {
        return Optional.ofNullable(components.getOrDefault(kind, Map.of()).get(id));
    }

    /** The pipelines of one signal, in the user's order. */
    public Map<PipelineId, PipelineConfig> pipelines(Signal signal) {
        Map<PipelineId, PipelineConfig> result = new LinkedHashMap<>();
        pipelines.forEach((id, pipeline) -> {
            if (id.signal() == signal) {
                result.put(id, pipeline);
            }
        });
        return result;
    }

    /** Names only: settings may be secrets. */
    @Override
    public String toString() {
        return "CollectorConfig" + pipelines.keySet();
    }
}
