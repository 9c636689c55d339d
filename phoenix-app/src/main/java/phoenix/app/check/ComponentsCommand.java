package phoenix.app.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.config.TargetOption;
import phoenix.config.collector.ComponentList;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phoenix components TARGET}. */
@Command(
        name = "components",
        description = "List the components of a Collector, as phoenix check --target takes them.",
        footer = {
            "",
            "Example:",
            "  phoenix components /usr/bin/otelcol -o production.yaml",
            "  phoenix check collector.yaml --target production.yaml",
        })
public final class ComponentsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            description = "The binary of a Collector, a file with what \"otelcol components\" printed, or otelcol-core,"
                    + " otelcol-contrib, otelcol-k8s, nrdot-collector-host, nrdot-collector-k8s.")
    @SuppressWarnings("NullAway.Init")
    private String target;

    @Option(names = "-o", paramLabel = "FILE", description = "Writes the list there instead of printing it.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        Diagnostics diagnostics = new Diagnostics();
        Optional<ComponentList> list = TargetOption.list(target, diagnostics);
        if (list.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print(DiagnosticRenderer.text(diagnostics));
            err.flush();
            return ExitStatus.USAGE;
        }
        if (file == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(list.get().toYaml());
            out.flush();
            return ExitStatus.OK;
        }
        try {
            Files.writeString(file, list.get().toYaml());
        } catch (IOException e) {
            throw CommandFailure.failure("cannot write " + file + ": " + e.getMessage(), "name another file");
        }
        return ExitStatus.OK;
    }
}
