package phoenix.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlMapping;
import phoenix.experiment.catalog.PipelineCatalog;

/**
 * Where a configuration comes from; it can be loaded again.
 *
 * @param configs paths or URIs, merged in order
 * @param sets values of {@code --set}, merged over them
 * @param embedded whether a file may hold the configuration inside something else: {@link LoadSettings#embedded()}
 */
public record ConfigSource(
        List<String> configs,
        List<String> sets,
        Map<String, String> environment,
        Path workingDirectory,
        boolean embedded) {
    public ConfigSource {
        configs = List.copyOf(configs);
        sets = List.copyOf(sets);
        environment = Map.copyOf(environment);
    }

    /** Of plain files. */
    public ConfigSource(
            List<String> configs, List<String> sets, Map<String, String> environment, Path workingDirectory) {
        this(configs, sets, environment, workingDirectory, false);
    }

    /** The same, where a file may hold the configuration inside a resource of Kubernetes or values of a chart. */
    public ConfigSource orEmbedded() {
        return new ConfigSource(configs, sets, environment, workingDirectory, true);
    }

    /** In the environment and the folder of this process. */
    public static ConfigSource here(List<String> configs, List<String> sets) {
        return new ConfigSource(configs, sets, System.getenv(), Path.of("").toAbsolutePath());
    }

    /** Reads, merges and expands it as it is now; empty when there was an error, which is then reported. */
    public Optional<YamlMapping> load(Diagnostics diagnostics) {
        return new ConfigLoader(settings(), diagnostics).load(configs, sets);
    }

    /** What surrounds it when it is loaded. */
    public LoadSettings settings() {
        return new LoadSettings(environment, workingDirectory, PipelineCatalog.builtIn(), embedded);
    }

    /** Without the environment, which holds secrets. */
    @Override
    public String toString() {
        return "ConfigSource" + configs;
    }
}
