package phoenix.app.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.DurationConverter;
import phoenix.app.cli.ExitStatus;
import phoenix.app.report.JsonReport;
import phoenix.app.report.Report;
import phoenix.config.diagnostic.DiagnosticRenderer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phoenix run EXPERIMENT.yaml}. */
@Command(
        name = "run",
        description = "Run an experiment here, in the foreground: live view, verdict, report.",
        footer = {
            "",
            "Example:",
            "  phoenix run examples/quickstart/experiment.yaml --duration 90s",
            "",
            "Ctrl-C ends a run early and still writes the report."
        })
public final class RunCommand implements java.util.concurrent.Callable<Integer> {
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(30);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "EXPERIMENT.yaml", description = "The experiment file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to compare, over what the file says: 90s, 10m, 1h.")
    private @Nullable Duration duration;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where to write report.html, report.md and report.json (default: phoenix-reports/RUN-ID).")
    private @Nullable Path report;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "phoenix-data",
            description = "Where to keep the comparison samples (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--keep-data",
            description = "Keep the samples until the retention is over, instead of deleting them.")
    private boolean keepData;

    @Option(
            names = "--stand-in",
            description =
                    "Send production data to the local stand-in, whatever the file says: nothing leaves this machine.")
    private boolean standIn;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: the report on standard output (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Output output;

    /** What standard output gets. */
    enum Output {
        TEXT,
        JSON
    }

    private final Function<PrintWriter, RunSurroundings> surroundings;

    /** @param surroundings what a run works with, given where to print warnings */
    public RunCommand(Function<PrintWriter, RunSurroundings> surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        // With JSON on standard output, everything for people goes to standard error.
        PrintWriter forPeople = output == Output.JSON ? err : out;
        RunView view = Views.of(forPeople, output == Output.TEXT);
        RunOptions options = new RunOptions(
                file,
                duration,
                report,
                data,
                keepData,
                standIn,
                System.getenv(),
                Path.of("").toAbsolutePath());
        ExperimentRun run = new ExperimentRun(options, surroundings.apply(err), view);
        CountDownLatch ended = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> cancelAndWait(run, ended), "interrupt");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return status(run.run(), out);
        } catch (InvalidExperimentException e) {
            err.print(DiagnosticRenderer.text(e.diagnostics()));
            throw CommandFailure.reported(ExitStatus.USAGE);
        } finally {
            ended.countDown();
            removeHook(onInterrupt);
        }
    }

    private static void cancelAndWait(ExperimentRun run, CountDownLatch ended) {
        run.cancel();
        try {
            if (!ended.await(INTERRUPT_GRACE.toSeconds(), TimeUnit.SECONDS)) {
                System.getLogger(RunCommand.class.getName())
                        .log(System.Logger.Level.ERROR, "the run did not end in time; its report may be missing");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the process is ending already: the hook is what waits for us
        }
    }

    private int status(ExperimentRun.Result result, PrintWriter out) {
        Report made = result.report();
        if (output == Output.JSON) {
            out.print(JsonReport.of(made));
            out.flush();
        }
        if (result.cancelled()) {
            return ExitStatus.INTERRUPTED;
        }
        return switch (made.verdict()) {
            case "accept" -> ExitStatus.OK;
            case "reject" -> ExitStatus.REJECT;
            case "invalid" -> ExitStatus.INVALID;
            default -> ExitStatus.INCONCLUSIVE;
        };
    }
}
