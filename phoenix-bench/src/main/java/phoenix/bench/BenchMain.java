package phoenix.bench;

import java.time.InstantSource;
import picocli.CommandLine;

/** Started by {@code phoenix-bench/run}. */
public final class BenchMain {
    private BenchMain() {}

    /** Ends the JVM with the exit status of the command. */
    public static void main(String[] arguments) {
        Child.endAllWithThisProgram();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand(System.getenv(), InstantSource.system()))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
