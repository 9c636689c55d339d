package phoenix.app.check;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import phoenix.app.cli.ExitStatus;
import phoenix.app.config.ConfigFiles;
import phoenix.app.config.TargetOption;
import phoenix.config.collector.CollectorConfig;
import phoenix.config.collector.Target;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.component.ComponentRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code phoenix check CONFIG...}. */
@Command(
        name = "check",
        description = "Say what is wrong with a Collector configuration, where, and the way out.",
        footer = {
            "",
            "Example:",
            "  phoenix check collector.yaml",
            "  phoenix check collector.yaml --target /usr/bin/otelcol",
            "",
            "The exit status is 0 when there is no error, else 2."
        })
public final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigFiles files;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private TargetOption target;

    private final Supplier<ComponentRegistry> registry;

    public CheckCommand(Supplier<ComponentRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public Integer call() {
        Diagnostics unusable = new Diagnostics();
        Optional<Target> chosen = target.resolve(registry.get().catalog(), unusable);
        Diagnostics diagnostics = chosen.map(Target::diagnostics).orElse(unusable);
        chosen.ifPresent(
                t -> files.load(diagnostics).ifPresent(root -> CollectorConfig.read(root, t.catalog(), diagnostics)));
        PrintWriter out = spec.commandLine().getOut();
        out.print(DiagnosticRenderer.text(diagnostics));
        out.flush();
        return diagnostics.hasErrors() ? ExitStatus.USAGE : ExitStatus.OK;
    }
}
