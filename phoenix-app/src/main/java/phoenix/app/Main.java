package phoenix.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import phoenix.app.analyze.AnalyzeCommand;
import phoenix.app.capture.CaptureCommand;
import phoenix.app.catalog.CatalogCommand;
import phoenix.app.check.CheckCommand;
import phoenix.app.check.ComponentsCommand;
import phoenix.app.cli.Cli;
import phoenix.app.cli.SinkCommand;
import phoenix.app.collector.CollectorCommand;
import phoenix.app.collector.ProcessSignals;
import phoenix.app.compile.CompileCommand;
import phoenix.app.diff.DiffCommand;
import phoenix.app.loadgen.LoadgenCommand;
import phoenix.app.preview.PreviewCommand;
import phoenix.app.run.HostSurroundings;
import phoenix.app.run.RunCommand;
import phoenix.app.run.SchemaCommand;
import phoenix.engine.BuiltinComponents;
import phoenix.experiment.catalog.PipelineCatalog;

/** Where the program starts, and the one place that names concrete commands and adapters. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Cli.main(commands(), args);
    }

    /** The subcommands in the order in which {@code phoenix --help} lists them. */
    private static List<Object> commands() {
        return List.of(
                new RunCommand(warnings -> new HostSurroundings(InstantSource.system(), new SecureRandom(), warnings)),
                new PreviewCommand(
                        warnings -> new HostSurroundings(InstantSource.system(), new SecureRandom(), warnings)),
                new CheckCommand(BuiltinComponents::registry),
                new DiffCommand(BuiltinComponents::registry),
                new ComponentsCommand(),
                new CompileCommand(BuiltinComponents::registry),
                new CaptureCommand(InstantSource.system(), BuiltinComponents::registry),
                new CollectorCommand(
                        InstantSource.system(),
                        BuiltinComponents::registry,
                        ProcessSignals::handTo,
                        UUID.randomUUID().toString()),
                new SinkCommand(
                        InstantSource.system(),
                        Thread.ofPlatform().daemon().name("sink-", 0).factory()),
                new SchemaCommand(),
                new AnalyzeCommand(InstantSource.system()),
                CatalogCommand.of(PipelineCatalog.builtIn()),
                LoadgenCommand.of(InstantSource.system(), Main::random));
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
