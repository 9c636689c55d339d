package phoenix.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString().strip()).matches("phoenix \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void helpNamesCommandsAndExitStatuses() {
        assertThat(run("--help")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("Usage: phoenix", "end", "Ends as it is told", "130");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(run("end", "--help")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString()).contains("Usage: phoenix end");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("Say which command to run", "phoenix --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownCommandIsWrongUsageWithASuggestion() {
        assertThat(run("ennd")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("ennd", "end");
    }

    @Test
    void anUnknownOptionPointsAtTheHelpOfItsCommand() {
        assertThat(run("end", "ok", "--nonsense")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("--nonsense", "For help: phoenix end --help");
    }

    @Test
    void theStatusOfACommandIsTheStatusOfTheProcess() {
        assertThat(run("end", "reject")).isEqualTo(ExitStatus.REJECT);
    }

    @Test
    void anExpectedFailureIsAMessageAndAHint() {
        assertThat(run("end", "usage")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).isEqualToIgnoringNewLines("phoenix: port 4317 is in useChoose another with --grpc.");
    }

    @Test
    void aReportedFailurePrintsNothingMore() {
        assertThat(run("end", "reported")).isEqualTo(ExitStatus.INVALID);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anythingElseIsABugAndSaysSo() {
        assertThat(run("end", "bug")).isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString())
                .contains("bug in Phoenix", "no such state", "--verbose")
                .doesNotContain("at phoenix.");
    }

    private int run(String... args) {
        return Cli.run(List.of(new End()), new PrintWriter(out), new PrintWriter(err), args);
    }

    /** Ends in each of the ways in which a command may end. */
    @Command(name = "end", description = "Ends as it is told")
    private static final class End implements Callable<Integer> {
        @Parameters
        private String how = "";

        @Override
        public Integer call() {
            return switch (how) {
                case "ok" -> ExitStatus.OK;
                case "reject" -> ExitStatus.REJECT;
                case "usage" -> throw CommandFailure.usage("port 4317 is in use", "Choose another with --grpc.");
                case "reported" -> throw CommandFailure.reported(ExitStatus.INVALID);
                default -> throw new IllegalStateException("no such state");
            };
        }
    }
}
