package phoenix.app.config;

import java.util.List;
import picocli.CommandLine.Option;

/** {@code --set}, as otelcol has it. */
public final class SetOption {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one value over the configuration: processors.batch.timeout=2s.")
    private List<String> sets = List.of();

    public List<String> values() {
        return sets;
    }
}
