package phoenix.app.run;

import java.util.List;
import java.util.Set;
import phoenix.app.embedded.VariantSetup;
import phoenix.config.compile.Change;
import phoenix.config.yaml.YamlMapping;

/**
 * One variant, checked and ready to be built.
 *
 * @param files as the user named them
 * @param config what runs: the user's configuration with the dual export
 * @param productionPipelines pipelines that end in an exporter to production
 */
public record PreparedVariant(
        List<String> files,
        YamlMapping config,
        List<Change> changes,
        VariantSetup setup,
        Set<String> productionPipelines) {}
