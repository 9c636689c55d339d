package phoenix.app.collector;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.Logs;
import phoenix.app.config.ConfigOptions;
import phoenix.app.config.ConfigSource;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phoenix collector --config URI...}. */
@Command(
        name = "collector",
        description = "Run a Collector configuration: in place of otelcol, for metrics.",
        footer = {
            "",
            "Example:",
            "  phoenix collector --config collector.yaml --set processors.batch.timeout=2s",
            "  phoenix collector validate --config collector.yaml",
            "",
            "SIGTERM and Ctrl-C send what is held and end with 0; SIGHUP reads the configuration again.",
            "The exit status of a configuration that cannot run is 1, as otelcol's."
        })
public final class CollectorCommand implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger(CollectorCommand.class.getName());
    private static final String VALIDATE = "validate";
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private ConfigOptions config;

    @Option(
            names = "--feature-gates",
            paramLabel = "GATE,...",
            description = "Taken for otelcol's sake; without effect, with a warning.")
    private List<String> featureGates = List.of();

    @Parameters(
            arity = "0..1",
            paramLabel = VALIDATE,
            description = "Checks the configuration as otelcol validate does, and ends.")
    private String action = "";

    /** What the outside asks of a running collector. */
    public enum Request {
        RELOAD,
        STOP
    }

    private final InstantSource clock;
    private final Supplier<ComponentRegistry> registry;
    private final Consumer<Consumer<Request>> requests;
    private final String instance;

    /**
     * The command with what it needs of the outside.
     *
     * @param requests told once where to hand what the outside asks for
     * @param instance names this process in its own telemetry
     */
    public CollectorCommand(
            InstantSource clock,
            Supplier<ComponentRegistry> registry,
            Consumer<Consumer<Request>> requests,
            String instance) {
        this.instance = instance;
        this.clock = clock;
        this.registry = registry;
        this.requests = requests;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!action.isEmpty() && !action.equals(VALIDATE)) {
            throw CommandFailure.usage(
                    "unknown argument " + action,
                    "leave it out to run, or write validate; what otelcol lists as components is phoenix components");
        }
        if (!featureGates.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "--feature-gates has no effect here: " + String.join(",", featureGates));
        }
        ConfigSource source = config.source();
        ComponentRegistry components = registry.get();
        CollectorPlan first = read(source, components).orElseThrow(() -> CommandFailure.reported(ExitStatus.FAILURE));
        if (action.equals(VALIDATE)) {
            return ExitStatus.OK;
        }
        Logs.atLeast(level(first));
        CollectorService service = new CollectorService(clock, source.environment(), instance);
        BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
        requests.accept(asked::add);
        try {
            service.start(first);
        } catch (StartException e) {
            throw CommandFailure.failure(e.getMessage(), null);
        }
        LOG.log(System.Logger.Level.INFO, "Everything is ready. Begin running and processing data.");
        try {
            while (asked.take() == Request.RELOAD) {
                reload(service, source, components);
            }
        } finally {
            LOG.log(System.Logger.Level.INFO, "Starting shutdown...");
            service.stop(GRACE);
            LOG.log(System.Logger.Level.INFO, "Shutdown complete.");
        }
        return ExitStatus.OK;
    }

    private void reload(CollectorService service, ConfigSource source, ComponentRegistry components) {
        LOG.log(System.Logger.Level.INFO, "Reading the configuration again.");
        Optional<CollectorPlan> next = read(source, components);
        if (next.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, "The new configuration is wrong; the old one goes on.");
            return;
        }
        try {
            service.reload(next.get(), GRACE);
            Logs.atLeast(level(next.get()));
            LOG.log(System.Logger.Level.INFO, "The new configuration is at work.");
        } catch (StartException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The new configuration does not start; the old one goes on: " + e.getMessage());
        }
    }

    private static System.Logger.Level level(CollectorPlan plan) {
        return switch (plan.telemetry().logLevel()) {
            case DEBUG -> System.Logger.Level.DEBUG;
            case INFO -> System.Logger.Level.INFO;
            case WARN -> System.Logger.Level.WARNING;
            case ERROR -> System.Logger.Level.ERROR;
        };
    }

    private Optional<CollectorPlan> read(ConfigSource source, ComponentRegistry components) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<CollectorPlan> plan = CollectorPlan.read(source, components, diagnostics);
        config.print(diagnostics);
        return plan;
    }
}
