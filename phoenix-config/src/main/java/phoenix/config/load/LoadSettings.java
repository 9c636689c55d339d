package phoenix.config.load;

import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a configuration.
 *
 * @param environment all variables an expansion may see; the process environment is never looked at
 * @param workingDirectory relative paths start here
 * @param catalog what {@code catalog:NAME} names
 */
public record LoadSettings(Map<String, String> environment, Path workingDirectory, NamedConfigs catalog) {
    public LoadSettings {
        environment = Map.copyOf(environment);
    }

    /** Without a catalog. */
    public LoadSettings(Map<String, String> environment, Path workingDirectory) {
        this(environment, workingDirectory, NamedConfigs.NONE);
    }
}
