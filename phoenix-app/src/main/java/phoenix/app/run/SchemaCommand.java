package phoenix.app.run;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.JsonOutput;
import phoenix.experiment.definition.ExperimentFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code phoenix schema}. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of the experiment file, with which an editor completes and checks it.",
        footer = {
            "",
            "Example:",
            "  phoenix schema > phoenix-experiment.schema.json",
            "",
            "Editors with a YAML language server take it from a first line such as",
            "  # yaml-language-server: $schema=phoenix-experiment.schema.json"
        })
public final class SchemaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(JsonOutput.of(ExperimentFile.schema()));
        out.flush();
        return ExitStatus.OK;
    }
}
