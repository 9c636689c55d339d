package phoenix.config.load;

import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a configuration.
 *
 * @param environment all variables an expansion may see; the process environment is never looked at
 * @param workingDirectory relative paths start here
 */
public record LoadSettings(Map<String, String> environment, Path workingDirectory) {
    public LoadSettings {
        environment = Map.copyOf(environment);
    }
}
