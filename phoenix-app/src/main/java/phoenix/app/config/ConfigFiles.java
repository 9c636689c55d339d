package phoenix.app.config;

import java.util.List;
import java.util.Optional;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code CONFIG...} and {@code --set}: the configuration that a command is about. For commands that take {@code --config}
 * as otelcol does, {@link ConfigOptions}.
 *
 * <pre>{@code
 * @Mixin private ConfigFiles files;
 * ...
 * Diagnostics diagnostics = new Diagnostics();
 * Optional<YamlMapping> root = files.load(diagnostics);
 * files.print(diagnostics);
 * }</pre>
 */
public final class ConfigFiles {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CONFIG",
            arity = "1..*",
            description = {
                "A file, or a file:, env: or yaml: URI; several are merged in order, as otelcol merges them.",
                "An OpenTelemetryCollector resource, a ConfigMap or values of a Helm chart are read too; FILE#NAME"
                        + " says which configuration, where there are several."
            })
    @SuppressWarnings("NullAway.Init")
    private List<String> configs;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SetOption sets;

    /** What was given, in the environment and the folder of this process. */
    public ConfigSource source() {
        return ConfigSource.here(configs, sets.values()).orEmbedded();
    }

    /** Loads it all as one; empty when there was an error, which is then reported. */
    public Optional<YamlMapping> load(Diagnostics diagnostics) {
        return source().load(diagnostics);
    }

    /** Prints findings, each with its source line, on standard error. */
    public void print(Diagnostics diagnostics) {
        Findings.print(diagnostics, spec.commandLine().getErr());
    }
}
