package phoenix.config.load;

import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a configuration.
 *
 * @param environment all variables an expansion may see; the process environment is never looked at
 * @param workingDirectory relative paths start here
 * @param catalog what {@code catalog:NAME} names
 * @param embedded whether a file may hold the configuration inside something else, a ConfigMap for one; otelcol takes
 *     plain files only
 */
public record LoadSettings(
        Map<String, String> environment, Path workingDirectory, NamedConfigs catalog, boolean embedded) {
    public LoadSettings {
        environment = Map.copyOf(environment);
    }

    /** For plain files, as otelcol takes them. */
    public LoadSettings(Map<String, String> environment, Path workingDirectory, NamedConfigs catalog) {
        this(environment, workingDirectory, catalog, false);
    }

    /** The same, where a file may hold the configuration inside something else. */
    public LoadSettings orEmbedded() {
        return new LoadSettings(environment, workingDirectory, catalog, true);
    }

    /** The same with other variables. */
    public LoadSettings with(Map<String, String> variables) {
        return new LoadSettings(variables, workingDirectory, catalog, embedded);
    }

    /** Without a catalog. */
    public LoadSettings(Map<String, String> environment, Path workingDirectory) {
        this(environment, workingDirectory, NamedConfigs.NONE);
    }
}
