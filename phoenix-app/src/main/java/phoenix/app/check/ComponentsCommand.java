package phoenix.app.check;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.OutputFile;
import phoenix.app.config.TargetOption;
import phoenix.config.collector.ComponentList;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OutputFile file;

    @Override
    public Integer call() {
        file.check();
        Diagnostics diagnostics = new Diagnostics();
        Optional<ComponentList> list = TargetOption.list(target, diagnostics);
        if (list.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print(DiagnosticRenderer.text(diagnostics));
            err.flush();
            return ExitStatus.USAGE;
        }
        file.write(list.get().toYaml());
        return ExitStatus.OK;
    }
}
