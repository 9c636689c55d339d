package phoenix.app.catalog;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.config.diagnostic.NearestName;
import phoenix.experiment.catalog.CatalogEntry;
import phoenix.experiment.catalog.PipelineCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phoenix catalog show NAME}. */
@Command(
        name = "show",
        description =
                "Print the configuration of a pipeline, ready for any otelcol, with what it saves and loses above it.",
        footer = {"", "Example:", "  phoenix catalog show process-topk-v1 -p TOP_CPU=10 -o candidate.yaml"})
final class ShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "One of phoenix catalog list.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "Another default for a parameter; may be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "-o", paramLabel = "FILE", description = "Where to write it instead of to standard output.")
    private @Nullable Path file;

    private final PipelineCatalog catalog;

    ShowCommand(PipelineCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        CatalogEntry entry = catalog.find(name)
                .orElseThrow(() -> CommandFailure.usage(
                        "the catalog has no pipeline \"" + name + "\"",
                        NearestName.hint(name, catalog.names())
                                .orElse("It has " + String.join(", ", catalog.names()) + ".")));
        CatalogEntry filled = filled(entry);
        String text = CatalogText.head(filled) + "\n" + filled.text();
        if (file == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        } else {
            write(file, text);
        }
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

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw CommandFailure.failure("cannot write to " + file + ": " + e.getMessage(), null);
        }
    }
}
