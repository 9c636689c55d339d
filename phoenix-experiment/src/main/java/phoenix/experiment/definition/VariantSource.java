package phoenix.experiment.definition;

import java.util.List;
import java.util.Map;

/**
 * Where a variant's configuration comes from.
 *
 * @param configs paths or URIs, merged in order
 * @param parameters of a pipeline of the catalog: variables that this variant sees beside those of the environment
 */
public record VariantSource(List<String> configs, Map<String, String> parameters) {
    public VariantSource {
        configs = List.copyOf(configs);
        parameters = Map.copyOf(parameters);
    }
}
