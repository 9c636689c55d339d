package phoenix.app.check;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import phoenix.app.cli.ExitStatus;
import phoenix.app.config.ConfigFiles;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.ComponentCatalog;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.component.ComponentRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix check CONFIG...}. */
@Command(
        name = "check",
        description = "Say what is wrong with a Collector configuration, where, and the way out.",
        footer = {
            "",
            "Example:",
            "  phoenix check collector.yaml",
            "",
            "The exit status is 0 when there is no error, else 2."
        })
public final class CheckCommand implements Callable<Integer> {
    /** What the configuration is to run on. */
    public enum Target {
        EMBEDDED
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigFiles files;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "embedded",
            description = "embedded: what phoenix run and phoenix collector run (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Target target;

    private final Supplier<ComponentRegistry> registry;

    public CheckCommand(Supplier<ComponentRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public Integer call() {
        Diagnostics diagnostics = new Diagnostics();
        files.load(diagnostics).ifPresent(root -> CollectorConfig.read(root, catalog(), diagnostics));
        PrintWriter out = spec.commandLine().getOut();
        out.print(DiagnosticRenderer.text(diagnostics));
        out.flush();
        return diagnostics.hasErrors() ? ExitStatus.USAGE : ExitStatus.OK;
    }

    private ComponentCatalog catalog() {
        return switch (target) {
            case EMBEDDED -> registry.get().catalog();
        };
    }
}
