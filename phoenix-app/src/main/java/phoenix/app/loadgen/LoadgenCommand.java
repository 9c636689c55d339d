package phoenix.app.loadgen;

import java.time.InstantSource;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phoenix loadgen}, which has a command for each kind of load. */
@Command(
        name = "loadgen",
        description = "Synthetic load: processes on this host, or OTLP metrics.",
        synopsisSubcommandLabel = "processes|otlp",
        footer = {
            "",
            "Examples:",
            "  phoenix loadgen processes --profile realistic --duration 5m",
            "  phoenix loadgen otlp --endpoint 127.0.0.1:4317 --points-per-second 50000 --duration 1m"
        })
public final class LoadgenCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private LoadgenCommand() {}

    /**
     * The command with its subcommands.
     *
     * @param random makes the generator of a seed
     */
    public static CommandLine of(InstantSource clock, LongFunction<RandomGenerator> random) {
        return new CommandLine(new LoadgenCommand())
                .addSubcommand(new ProcessesCommand(random))
                .addSubcommand(new OtlpCommand(clock, random));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which load: processes or otlp.");
    }
}
