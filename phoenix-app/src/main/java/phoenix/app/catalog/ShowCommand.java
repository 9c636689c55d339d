package phoenix.app.catalog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.OutputFile;
import phoenix.config.diagnostic.NearestName;
import phoenix.experiment.catalog.CatalogEntry;
import phoenix.experiment.catalog.PipelineCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phoenix catalog show NAME}. */
@Command(
        name = "show",
        description =
                "Print the configuration of a pipeline, ready for any otelcol, with what it saves and loses above it.",
        footer = {"", "Example:", "  phoenix catalog show process-topk-v1 -p TOP_CPU=10 -o candidate.yaml"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "One of phoenix catalog list.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "Another default for a parameter; may be repeated.")
    private Map<String, String> parameters = Map.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OutputFile file;

    private final PipelineCatalog catalog;

    ShowCommand(PipelineCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        file.check();
        CatalogEntry entry = catalog.find(name)
                .orElseThrow(() -> CommandFailure.usage(
                        "the catalog has no pipeline \"" + name + "\"",
                        NearestName.hint(name, catalog.names())
                                .orElse("It has " + String.join(", ", catalog.names()) + ".")));
        CatalogEntry filled = filled(entry);
        file.write(CatalogText.head(filled) + "\n" + filled.text());
        return ExitStatus.OK;
    }

    private CatalogEntry filled(CatalogEntry entry) {
        CatalogEntry result = entry;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            try {
                result = result.with(parameter.getKey(), parameter.getValue());
            } catch (IllegalArgumentException e) {
                List<String> known = entry.parameters().stream()
                        .map(CatalogEntry.Parameter::name)
                        .toList();
                throw CommandFailure.usage(
                        "-p " + parameter.getKey() + ": " + e.getMessage(),
                        NearestName.hint(parameter.getKey(), known)
                                .orElse("Parameters of " + name + ": " + String.join(", ", known) + "."));
            }
        }
        return result;
    }
}
