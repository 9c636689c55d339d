package phoenix.app.loadgen;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.DurationConverter;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.Interruption;
import phoenix.app.cli.JsonOutput;
import phoenix.app.cli.OutputFormat;
import phoenix.app.cli.ProgressLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix loadgen processes}. */
@Command(
        name = "processes",
        description = {
            "Run small processes on this host, for host_metrics to see.",
            "They end with this command, however it ends."
        },
        footer = {"", "Example:", "  phoenix loadgen processes --profile high-cardinality --count 1500 --duration 5m"})
final class ProcessesCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(30);
    private static final int COUNT_MAX = 10_000;
    /** Below, the machine is too full for any load. */
    private static final int COUNT_MIN = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            converter = ProfileConverter.class,
            description = "realistic: some of them work; high-cardinality: many, each with a command line of its own;"
                    + " churn: they come and go (default: ${DEFAULT-VALUE}).")
    private LoadProfile profile = LoadProfile.REALISTIC;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many at once (default: 120, 1500 or 50, by profile).")
    private int count;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            description = "With churn: how many start each second, at most 200 (default: ${DEFAULT-VALUE}).")
    private int perSecond = 25;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long they run (default: 60s).")
    private Duration duration = Duration.ofSeconds(60);

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed makes the same names and command lines (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where a folder for scripts is made, for the time being (default: that for temporary files).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: the summary on standard output (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat output;

    private final LongFunction<RandomGenerator> random;

    /**
     * What {@code --output json} prints.
     *
     * @param asked how many there should have been at once
     * @param count how many there were
     * @param limitedBy by what they were limited; empty when they were not
     * @param spawned how many were started in all
     */
    record Summary(String profile, double seconds, int asked, int count, String limitedBy, long spawned) {}

    /** @param random makes the generator of a seed */
    ProcessesCommand(LongFunction<RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        int asked = asked();
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage("--folder: " + folder + " is not a folder", null);
        }
        PrintWriter forPeople = output == OutputFormat.JSON
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        MachineLimits.Limit limit = new MachineLimits(Path.of("/proc"), Path.of("/sys/fs/cgroup")).read();
        int possible = (int) Math.min(asked, limit.processes());
        if (possible < COUNT_MIN) {
            throw CommandFailure.failure(
                    "there is no room for more processes: limited by " + limit.reason(),
                    "Raise the limit, or end what fills the machine.");
        }
        String limitedBy = possible < asked ? limit.reason() : "";
        if (!limitedBy.isEmpty()) {
            forPeople.printf(Locale.ROOT, "only %,d of %,d processes: limited by %s%n", possible, asked, limitedBy);
        }
        int staying = profile == LoadProfile.CHURN ? 0 : possible;
        long begin = System.nanoTime();
        try (Interruption interruption = Interruption.listen(INTERRUPT_GRACE)) {
            long spawned;
            try (ProcessLoad load = new ProcessLoad(folder, staying, random.apply(seed))) {
                run(load, possible, forPeople, interruption);
                spawned = load.spawned();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            print(new Summary(profile.toString(), seconds, asked, possible, limitedBy, spawned));
            return interruption.isAsked() ? ExitStatus.INTERRUPTED : ExitStatus.OK;
        } catch (IOException e) {
            throw CommandFailure.failure(
                    "cannot start processes: " + e.getMessage(),
                    "Does " + folder + " allow to execute files? --folder names another one.");
        }
    }

    private int asked() {
        int byProfile = switch (profile) {
            case REALISTIC -> 120;
            case HIGH_CARDINALITY -> 1500;
            case CHURN -> 50;
            case HISTOGRAMS ->
                throw CommandFailure.usage(
                        "processes have no profile histograms", "Use phoenix loadgen otlp --profile histograms.");
        };
        if (count < 0 || count > COUNT_MAX) {
            throw CommandFailure.usage("--count must be 1 to " + COUNT_MAX, null);
        }
        if (perSecond < 1 || perSecond > 200) {
            throw CommandFailure.usage("--per-second must be 1 to 200", null);
        }
        return count == 0 ? byProfile : count;
    }

    private void run(ProcessLoad load, int possible, PrintWriter forPeople, Interruption interruption)
            throws IOException, InterruptedException {
        String what = profile == LoadProfile.CHURN
                ? "up to %,d processes come and go, " + perSecond + " each second,"
                : "%,d processes run";
        forPeople.printf(Locale.ROOT, what + " for %d s; Ctrl-C ends them%n", possible, duration.toSeconds());
        forPeople.flush();
        long begin = System.nanoTime();
        long passed = 0;
        try (ProgressLine progress = ProgressLine.on(forPeople, output == OutputFormat.TEXT)) {
            while (true) {
                Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
                Duration left = duration.minus(elapsed);
                if (!left.isPositive() || interruption.await(left.compareTo(TICK) < 0 ? left : TICK)) {
                    return;
                }
                switch (profile) {
                    case CHURN -> {
                        long due = perSecond * elapsed.toMillis() / 1000;
                        for (; passed < due; passed++) {
                            load.pass(possible);
                        }
                    }
                    // A quarter of them works each second.
                    case REALISTIC -> load.work(Math.max(1, possible / 40));
                    case HIGH_CARDINALITY, HISTOGRAMS -> {}
                }
                progress.show(
                        elapsed,
                        String.format(
                                Locale.ROOT,
                                "%d of %d s: %,d processes started",
                                elapsed.toSeconds(),
                                duration.toSeconds(),
                                load.spawned()));
            }
        }
    }

    private void print(Summary summary) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            out.print(JsonOutput.of(summary));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%,d processes were started, %,d at once; all have ended%n",
                    summary.spawned(),
                    summary.count());
        }
        out.flush();
    }
}
