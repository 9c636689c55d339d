package phoenix.app.catalog;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.JsonOutput;
import phoenix.app.cli.OutputFormat;
import phoenix.experiment.catalog.CatalogEntry;
import phoenix.experiment.catalog.PipelineCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix catalog list}. */
@Command(
        name = "list",
        description = "Names, what they do, and the reductions that were measured under three loads.",
        footer = {"", "Example:", "  phoenix catalog list --output json"})
final class ListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: everything there is to say of each (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat output;

    private final PipelineCatalog catalog;

    ListCommand(PipelineCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.print(JsonOutput.of(catalog.entries()));
        } else {
            catalog.entries().forEach(entry -> print(entry, out));
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static void print(CatalogEntry entry, PrintWriter out) {
        out.println(entry.name());
        out.println("  " + entry.summary());
        if (!entry.measured().isEmpty()) {
            out.println("  measured, fewer series and datapoints: " + CatalogText.measured(entry));
        }
    }
}
