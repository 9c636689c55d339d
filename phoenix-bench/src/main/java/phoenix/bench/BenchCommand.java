package phoenix.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the scenarios and prints the table. */
@Command(
        name = "phoenix-bench/run",
        description = {
            "Phoenix and otelcol in turn under the same load, as a table of ratios (phoenix : otelcol).",
            "otelcol is the program that PHOENIX_OTELCOL names; without it Phoenix is measured alone.",
            "Scenarios: adr, ab, otlp, nop, filter, aggregate, delta, host, start.",
            "Exit status 1 when points were lost or a run failed."
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            description = "Measure these only; may be repeated (default: all).")
    private List<Scenario> scenarios = Arrays.asList(Scenario.values());

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Of the load (default: ${DEFAULT-VALUE}).")
    private int seconds = 15;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Of load before (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds = 10;

    @Option(
            names = "--host-duration",
            paramLabel = "SECONDS",
            description = "Of the scenario host (default: ${DEFAULT-VALUE}).")
    private int hostSeconds = 180;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs of each program, in turn; the table has the median and the least and largest"
                    + " (default: ${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "realistic, high-cardinality or histograms (default: ${DEFAULT-VALUE}).")
    private String profile = "realistic";

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Of the load generator (default: ${DEFAULT-VALUE}).")
    private int connections = 2;

    @Option(
            names = "--points-per-second",
            paramLabel = "N",
            description = "The moderate rate at which delays are measured (default: ${DEFAULT-VALUE}).")
    private long pointsPerSecond = 20_000;

    @Option(
            names = "--phoenix",
            paramLabel = "FILE",
            hidden = true,
            description = "The launcher of Phoenix; the script sets it.")
    private Path phoenix = Path.of("phoenix");

    private final Map<String, String> environment;
    private final InstantSource clock;

    BenchCommand(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(seconds >= 1 && seconds <= 3600, "--duration must be 1 to 3600");
        require(warmUpSeconds >= 1 && warmUpSeconds <= 3600, "--warm-up must be 1 to 3600");
        require(hostSeconds >= 1 && hostSeconds <= 86_400, "--host-duration must be 1 to 86400");
        require(repeat >= 1 && repeat <= 100, "--repeat must be 1 to 100");
        require(connections >= 1 && connections <= 256, "--connections must be 1 to 256");
        require(pointsPerSecond >= 1, "--points-per-second must be at least 1");
        require(
                List.of("realistic", "high-cardinality", "histograms").contains(profile),
                "--profile must be realistic, high-cardinality or histograms");
        Options options = new Options(
                List.of(phoenix.toAbsolutePath().toString()),
                otelcol(),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUpSeconds),
                Duration.ofSeconds(hostSeconds),
                profile,
                connections,
                pointsPerSecond);
        Path folder = Files.createTempDirectory("phoenix-bench");
        try {
            return measure(options, folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void require(boolean holds, String demand) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), demand);
        }
    }

    private @Nullable Path otelcol() {
        String path = environment.getOrDefault("PHOENIX_OTELCOL", "");
        if (path.isEmpty()) {
            say("PHOENIX_OTELCOL is not set: Phoenix alone. For ratios set it to an otelcol 0.159.0 with the components"
                    + " of the contrib distribution (github.com/open-telemetry/opentelemetry-collector-releases).");
            return null;
        }
        require(Files.isExecutable(Path.of(path)), "PHOENIX_OTELCOL is " + path + ", which is no executable file");
        return Path.of(path);
    }

    private int measure(Options options, Path folder) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String head = head(options, folder);
        ResultTable table = new ResultTable();
        for (Scenario scenario : scenarios) {
            List<Reading> ours = new ArrayList<>();
            List<Reading> theirs = new ArrayList<>();
            for (int i = 0; i < repeat; i++) {
                attempt(scenario, options, Program.phoenix(scenario, options.phoenix(), folder), folder, table, ours);
                if (options.otelcol() != null) {
                    Program otelcol = Program.otelcol(scenario, options.otelcol(), folder);
                    attempt(scenario, options, otelcol, folder, table, theirs);
                }
            }
            table.add(scenario, ours, theirs);
        }
        out.println(head);
        out.println(table.markdown());
        table.remarks().forEach(out::println);
        out.flush();
        return table.remarks().isEmpty() ? 0 : 1;
    }

    private void attempt(
            Scenario scenario, Options options, Program program, Path folder, ResultTable table, List<Reading> readings)
            throws InterruptedException {
        String name = program.name();
        say(scenario + ", " + name + ": " + scenario.description());
        try {
            Reading reading = new Run(scenario, options, folder, clock).of(program);
            readings.add(reading);
            if (!reading.loss().isEmpty()) {
                say("LOSS: " + reading.loss());
            }
            // A generator with all its threads at work is what limits; points per CPU second still hold.
            if (reading.generatorCores() > 0.9 * options.connections()) {
                say("the load generator was the limit: more --connections");
            }
        } catch (IOException e) {
            table.remark("FAILED: " + scenario + ", " + name + ": " + e.getMessage());
            say("FAILED: " + e.getMessage());
        }
    }

    private String head(Options options, Path folder) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        text.append(clock.instant().toString(), 0, 10)
                .append(", ")
                .append(Machine.text())
                .append("; ");
        text.append(firstLine(options.phoenix(), folder)).append("; ");
        Path otelcol = options.otelcol();
        text.append(otelcol == null ? "no otelcol" : firstLine(List.of(otelcol.toString()), folder));
        text.append(String.format(
                Locale.ROOT,
                "%nload %s, %d connections, %d s after %d s of warm-up, %d runs; delays at %d points/s. JVM options:"
                        + " those of ./phoenix%s%n",
                options.profile(),
                options.connections(),
                seconds,
                warmUpSeconds,
                repeat,
                options.pointsPerSecond(),
                environment.containsKey("PHOENIX_JAVA_OPTS") ? " and " + environment.get("PHOENIX_JAVA_OPTS") : ""));
        return text.toString();
    }

    private static String firstLine(List<String> program, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.add("--version");
        try (Child child = Child.start(command, Map.of(), folder, "version")) {
            boolean _ = child.awaitEnd(30_000);
            return child.out().lines().findFirst().orElse("version unknown");
        }
    }

    private void say(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("phoenix-bench: " + text);
        err.flush();
    }
}
