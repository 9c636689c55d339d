package phoenix.app.config;

import java.util.List;
import phoenix.config.diagnostic.Diagnostics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --config} and {@code --set}, as otelcol has them. */
public final class ConfigOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "URI",
            required = true,
            description = "A file, or a file:, env: or yaml: URI; several are merged in order.")
    @SuppressWarnings("NullAway.Init")
    private List<String> configs;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SetOption sets;

    /** What was given, in the environment and the folder of this process. */
    public ConfigSource source() {
        return ConfigSource.here(configs, sets.values());
    }

    /** Prints findings, each with its source line, on standard error. */
    public void print(Diagnostics diagnostics) {
        Findings.print(diagnostics, spec.commandLine().getErr());
    }
}
