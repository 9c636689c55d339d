package phoenix.app.cli;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What the launcher runs to make the AOT cache: touches the classes that every start needs, and ends. What it prints
 * goes nowhere.
 */
@Command(name = "aot-training", hidden = true, description = "Loads what a start needs, for the launcher's AOT cache.")
final class AotTraining implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine phoenix = spec.root().commandLine();
        phoenix.usage(nowhere, phoenix.getColorScheme());
        phoenix.getSubcommands().values().forEach(command -> command.usage(nowhere, command.getColorScheme()));
    }
}
