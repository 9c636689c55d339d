package phoenix.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code phoenix} itself: the options that every command shares. */
@Command(
        name = "phoenix",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        description = "Safe A/B experiments on OpenTelemetry metric pipelines.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:fine, or the candidate is accepted",
            "1:something failed",
            "2:wrong usage or configuration",
            "3:the candidate is rejected",
            "4:inconclusive, or no data",
            "5:invalid: the comparison was not a fair one",
            "130:interrupted; the report is still written"
        })
final class PhoenixCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log at INFO on standard error, and stack traces with errors.")
    void verbose(boolean on) {
        if (on) {
            Logs.beVerbose();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command to run.");
    }
}
