package phoenix.app.catalog;

import phoenix.experiment.catalog.PipelineCatalog;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phoenix catalog}, which lists and shows. */
@Command(
        name = "catalog",
        description = "Ready pipelines of stock components, with what each saves and loses.",
        synopsisSubcommandLabel = "list|show",
        footer = {
            "",
            "Examples:",
            "  phoenix catalog list",
            "  phoenix catalog show process-topk-v1 -p TOP_CPU=10 -o candidate.yaml",
            "  phoenix diff catalog:process-baseline-v1 catalog:process-topk-v1",
            "",
            "catalog:NAME stands for the configuration wherever a command takes one; in an experiment file it is",
            "candidate: {catalog: NAME, parameters: {TOP_CPU: 10}}."
        })
public final class CatalogCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private CatalogCommand() {}

    /** The command with its subcommands. */
    public static CommandLine of(PipelineCatalog catalog) {
        return new CommandLine(new CatalogCommand())
                .addSubcommand(new ListCommand(catalog))
                .addSubcommand(new ShowCommand(catalog));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list or show.");
    }
}
