package phoenix.app.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line: finds the command, prints its errors, gives its exit status. */
public final class Cli {
    private Cli() {}

    /**
     * Runs the process and ends it.
     *
     * @param commands picocli command objects, in the order of the help
     */
    public static void main(List<Object> commands, String[] args) {
        Logs.start();
        // Always UTF-8: reports are read by programs, and a C locale would turn every other letter into '?'.
        System.exit(run(commands, utf8(System.out), utf8(System.err), args));
    }

    /** Runs one command line against the given streams. */
    public static int run(List<Object> commands, PrintWriter out, PrintWriter err, String... args) {
        CommandLine phoenix = new CommandLine(new PhoenixCommand());
        commands.forEach(phoenix::addSubcommand);
        phoenix.addSubcommand(new AotTraining());
        phoenix.setOut(out);
        phoenix.setErr(err);
        phoenix.setCaseInsensitiveEnumValuesAllowed(true);
        phoenix.setUsageHelpAutoWidth(true);
        phoenix.setParameterExceptionHandler(Cli::wrongUsage);
        phoenix.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        int status = phoenix.execute(args);
        out.flush();
        err.flush();
        return status;
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("phoenix: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("For help: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof CommandFailure expected) {
            print(expected, err);
            return expected.exitStatus();
        }
        err.println("phoenix: this is a bug in Phoenix " + Version.current() + ": " + failure);
        if (Logs.isVerbose()) {
            failure.printStackTrace(err);
        } else {
            err.println("Run it again with --verbose for the stack trace, and report it.");
        }
        return ExitStatus.FAILURE;
    }

    private static void print(CommandFailure failure, PrintWriter err) {
        String message = failure.getMessage();
        if (message != null && !message.isEmpty()) {
            err.println("phoenix: " + message);
        }
        if (failure.hint() != null) {
            err.println(failure.hint());
        }
    }

    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
