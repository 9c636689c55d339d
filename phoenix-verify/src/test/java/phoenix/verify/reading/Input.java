package phoenix.verify.reading;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlMapping;

/** What both are given: the options, what surrounds them, and the folder of the files. */
record Input(List<String> configs, List<String> sets, Map<String, String> environment, Path folder) {

    /** What Phoenix made of it: the resolved tree, present when it accepts the configuration. */
    record Reading(Optional<YamlMapping> tree, Diagnostics diagnostics) {
        boolean accepted() {
            return tree.isPresent();
        }
    }

    Reading read(Target target) {
        Diagnostics diagnostics = target.diagnostics();
        Optional<YamlMapping> tree = new ConfigLoader(new LoadSettings(environment, folder), diagnostics)
                .load(configs, sets)
                .filter(root -> CollectorConfig.read(root, target.catalog(), diagnostics)
                        .isPresent());
        return new Reading(tree, diagnostics);
    }
}
