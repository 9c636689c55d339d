package phoenix.config.compile;

import java.util.List;
import java.util.Set;
import phoenix.config.collector.ComponentId;
import phoenix.config.yaml.YamlMapping;

/**
 * A configuration with its dual export.
 *
 * @param changes everything that differs from the user's own
 * @param comparisonExporters exporters that were added for the comparison
 */
public record Compiled(YamlMapping config, List<Change> changes, Set<ComponentId> comparisonExporters) {}
