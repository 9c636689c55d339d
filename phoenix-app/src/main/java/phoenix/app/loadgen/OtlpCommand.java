package phoenix.app.loadgen;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import phoenix.engine.exporter.sending.Compression;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.net.Header;
import phoenix.engine.net.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix loadgen otlp}. */
@Command(
        name = "otlp",
        description = {
            "Send synthetic OTLP metrics by a schedule, and count what becomes of them.",
            "Exit status 0 when every point that was sent was accepted, else 1."
        },
        footer = {
            "",
            "Example:",
            "  phoenix loadgen otlp --endpoint 127.0.0.1:4317 --points-per-second 50000 --duration 1m",
            "",
            "phoenix sink is an endpoint to try it with; it wants --header api-key=any."
        })
final class OtlpCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(15);
    private static final int ENTITIES_MAX = 100_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(names = "--endpoint", paramLabel = "HOST:PORT", description = "Where to send (default: ${DEFAULT-VALUE}).")
    private String endpoint = "127.0.0.1:4317";

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "grpc",
            description = "grpc or http (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OtlpSending.Protocol protocol;

    @Option(
            names = "--points-per-second",
            paramLabel = "N",
            description = "0 is as fast as the other side takes it (default: ${DEFAULT-VALUE}).")
    private long pointsPerSecond = 10_000;

    @Option(
            names = "--connections",
            paramLabel = "C",
            description = "How many requests are under way at once (default: ${DEFAULT-VALUE}).")
    private int connections = 1;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            converter = ProfileConverter.class,
            description = "realistic, high-cardinality, churn or histograms (default: ${DEFAULT-VALUE}).")
    private LoadProfile profile = LoadProfile.REALISTIC;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Processes, or services with histograms (default: 150, 5000, 200 or 100, by profile).")
    private int count;

    @Option(
            names = "--points-per-request",
            paramLabel = "N",
            description = "A request has about so many points (default: ${DEFAULT-VALUE}).")
    private int pointsPerRequest = 2000;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to send (default: 60s).")
    private Duration duration = Duration.ofSeconds(60);

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed makes the same streams (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--compression",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "none or gzip (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Packing compression;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "Sent with every request; may be repeated.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--allow-remote", description = "Send to another machine too.")
    private boolean allowRemote;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: the summary on standard output (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat output;

    /** How requests are compressed. */
    enum Packing {
        NONE,
        GZIP
    }

    private final InstantSource clock;
    private final LongFunction<RandomGenerator> random;

    /** @param random makes the generator of a seed */
    OtlpCommand(InstantSource clock, LongFunction<RandomGenerator> random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        Target target = LoopbackEndpoint.parse(endpoint, allowRemote);
        List<RequestTemplate> templates = templates();
        int parallel = Math.min(connections, templates.size());
        GraphThreads threads = new GraphThreads("loadgen");
        GraphExecutor timers = new GraphExecutor(clock, threads, _ -> {});
        Compression packing = compression == Packing.GZIP ? Compression.GZIP : Compression.NONE;
        try (Interruption interruption = Interruption.listen(INTERRUPT_GRACE);
                OtlpSending sending = OtlpSending.to(target, protocol, packing, wireHeaders(), timers)) {
            OtlpLoad load = new OtlpLoad(
                    sending,
                    clock,
                    new OtlpLoad.Settings(pointsPerSecond, parallel, duration, profile == LoadProfile.CHURN));
            return run(load, templates, parallel, interruption);
        } finally {
            timers.abandon();
        }
    }

    private void check() {
        require(
                pointsPerSecond >= 0 && pointsPerSecond <= 1_000_000_000,
                "--points-per-second must be 0 to 1000000000");
        require(connections >= 1 && connections <= 256, "--connections must be 1 to 256");
        require(count >= 0 && count <= ENTITIES_MAX, "--count must be 1 to " + ENTITIES_MAX);
        require(pointsPerRequest >= 1 && pointsPerRequest <= 100_000, "--points-per-request must be 1 to 100000");
    }

    private static void require(boolean holds, String demand) {
        if (!holds) {
            throw CommandFailure.usage(demand, null);
        }
    }

    private List<RequestTemplate> templates() {
        int entities = count > 0
                ? count
                : switch (profile) {
                    case REALISTIC -> 150;
                    case HIGH_CARDINALITY -> 5000;
                    case CHURN -> 200;
                    case HISTOGRAMS -> 100;
                };
        long now = clock.millis() * 1_000_000;
        // Each connection has streams of its own.
        return new Payloads(random.apply(seed), now).of(profile, entities, pointsPerRequest, connections);
    }

    private List<Header> wireHeaders() {
        List<Header> list = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw CommandFailure.usage("--header " + name + " is not NAME=VALUE of a header", null);
            }
            list.add(new Header(name.toLowerCase(Locale.ROOT), value));
        });
        return list;
    }

    private int run(OtlpLoad load, List<RequestTemplate> templates, int parallel, Interruption interruption)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter forPeople = output == OutputFormat.JSON ? spec.commandLine().getErr() : out;
        int points = templates.stream().mapToInt(RequestTemplate::points).sum();
        forPeople.printf(
                Locale.ROOT,
                "sending %s to %s: %,d streams in %,d requests over %d connections; Ctrl-C ends it%n",
                profile,
                endpoint,
                points,
                templates.size(),
                parallel);
        forPeople.flush();
        load.start(templates);
        try (ProgressLine progress = ProgressLine.on(forPeople, output == OutputFormat.TEXT)) {
            while (!load.isOver() && !interruption.await(LOOK)) {
                progress.show(load.elapsed(), OtlpSummary.progress(load, duration));
            }
        }
        OtlpSummary summary = OtlpSummary.of(load, endpoint, profile);
        load.stop();
        summary = OtlpSummary.of(load, endpoint, profile).withSeconds(summary.seconds(), summary.scheduledPoints());
        out.print(output == OutputFormat.JSON ? JsonOutput.of(summary) : summary.text());
        out.flush();
        if (interruption.isAsked()) {
            return ExitStatus.INTERRUPTED;
        }
        return summary.sentPoints() > 0 && summary.acceptedPoints() == summary.sentPoints()
                ? ExitStatus.OK
                : ExitStatus.FAILURE;
    }
}
