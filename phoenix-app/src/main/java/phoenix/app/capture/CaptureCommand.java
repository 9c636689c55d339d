package phoenix.app.capture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.DurationConverter;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.Interruption;
import phoenix.app.cli.JsonOutput;
import phoenix.app.cli.OutputFile;
import phoenix.app.cli.OutputFormat;
import phoenix.app.cli.ProgressLine;
import phoenix.app.cli.SizeConverter;
import phoenix.app.collector.CollectorPlan;
import phoenix.app.config.ConfigOptions;
import phoenix.app.config.ConfigSource;
import phoenix.config.collector.ComponentId;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.capture.CaptureTotals;
import phoenix.engine.capture.CaptureWriter;
import phoenix.engine.component.ComponentRegistry;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix capture}. */
@Command(
        name = "capture",
        description = {
            "Record live metrics to a file: what the receivers of a Collector configuration take in, before any"
                    + " processor.",
            "Processors and exporters are not started: nothing is sent anywhere."
        },
        footer = {
            "",
            "Example:",
            "  phoenix capture --config collector.yaml --for 60s -o metrics.capture",
            "",
            "Ctrl-C ends a recording early and keeps what there is (exit status 130).",
            "The receiver \"capture\" plays the file into any configuration."
        })
public final class CaptureCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final long FLUSH_EVERY_LOOKS = 4;
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(20);
    private static final long SIZE_MIN = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConfigOptions config;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            required = true,
            converter = DurationConverter.class,
            description = "How long to record: 60s, 10m, 1h.")
    @SuppressWarnings("NullAway.Init")
    private Duration duration;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            required = true,
            description = "The file to write. It is FILE.part until it is whole, and then replaces what is there.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--pipeline",
            paramLabel = "ID",
            description = "Only the receivers of this metrics pipeline; may be repeated (default: all).")
    private List<String> pipelines = List.of();

    @Option(
            names = "--format",
            defaultValue = "binary",
            description = "binary: small, with arrival times and receivers; json: what the Collector's file exporter"
                    + " writes (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private CaptureWriter.Format format;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            converter = SizeConverter.class,
            description = "The recording ends before the file grows larger (default: ${DEFAULT-VALUE}).")
    private long sizeMax;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: the summary on standard output (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat output;

    private final InstantSource clock;
    private final Supplier<ComponentRegistry> registry;

    public CaptureCommand(InstantSource clock, Supplier<ComponentRegistry> registry) {
        this.clock = clock;
        this.registry = registry;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (sizeMax < SIZE_MIN) {
            throw CommandFailure.usage("--max-size must be at least 1MB", null);
        }
        OutputFile.check(file);
        ConfigSource source = config.source();
        Map<ComponentId, PlannedReceiver<?>> receivers = receivers(read(source).graph());
        try (Interruption interruption = Interruption.listen(INTERRUPT_GRACE);
                CaptureWriter writer = CaptureWriter.create(file, format, sizeMax)) {
            return record(new CaptureSession(clock, source.environment(), writer), receivers, writer, interruption);
        } catch (StartException e) {
            throw CommandFailure.failure(
                    e.getMessage(), "Does the collector in production listen there? Set another port with --set.");
        } catch (IOException e) {
            throw CommandFailure.failure("cannot write to " + file + ": " + e.getMessage(), null);
        }
    }

    private CollectorPlan read(ConfigSource source) {
        Diagnostics diagnostics = new Diagnostics();
        CollectorPlan plan =
                CollectorPlan.read(source, registry.get(), diagnostics).orElse(null);
        config.print(diagnostics);
        if (plan == null) {
            throw CommandFailure.reported(ExitStatus.USAGE);
        }
        return plan;
    }

    private Map<ComponentId, PlannedReceiver<?>> receivers(GraphPlan plan) {
        List<String> ids = plan.pipelines().stream().map(GraphPlan.Pipeline::id).toList();
        for (String pipeline : pipelines) {
            if (!ids.contains(pipeline)) {
                throw CommandFailure.usage(
                        "--pipeline: there is no metrics pipeline \"" + pipeline + "\"",
                        "The configuration has " + String.join(", ", ids) + ".");
            }
        }
        Map<ComponentId, PlannedReceiver<?>> chosen = new LinkedHashMap<>();
        for (GraphPlan.Pipeline pipeline : plan.pipelines()) {
            if (pipelines.isEmpty() || pipelines.contains(pipeline.id())) {
                pipeline.receivers().forEach(id -> {
                    PlannedReceiver<?> receiver = plan.receivers().get(id);
                    if (receiver != null) { // else a connector: what it hands on has been recorded before it
                        chosen.put(id, receiver);
                    }
                });
            }
        }
        if (chosen.isEmpty()) {
            throw CommandFailure.usage(
                    "--pipeline: " + String.join(", ", pipelines) + " has connectors for receivers, and no other",
                    "Name a pipeline that begins with a receiver.");
        }
        return chosen;
    }

    private int record(
            CaptureSession session,
            Map<ComponentId, PlannedReceiver<?>> receivers,
            CaptureWriter writer,
            Interruption interruption)
            throws StartException, IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter forPeople = output == OutputFormat.JSON ? spec.commandLine().getErr() : out;
        long begin = System.nanoTime();
        String endedBy;
        session.start(receivers);
        forPeople.println("recording " + String.join(", ", session.counts().keySet()) + " for " + duration.toSeconds()
                + " s; Ctrl-C ends it early");
        forPeople.flush();
        try (ProgressLine progress = ProgressLine.on(forPeople, output == OutputFormat.TEXT)) {
            endedBy = await(session, writer, interruption, progress);
        } finally {
            session.stop(STOP_GRACE);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (session.problem() != null) {
            writer.close();
            throw CommandFailure.failure(
                    file + ": " + session.problem(),
                    "What was recorded until then is in " + CaptureWriter.partOf(file)
                            + ", and readable up to its last whole block.");
        }
        CaptureTotals totals = writer.totals();
        if (totals.batches() == 0) {
            writer.close();
            Files.deleteIfExists(CaptureWriter.partOf(file));
            if (interruption.isAsked()) {
                // Printed here: once the interruption is closed, the process may be gone before anything is printed.
                forPeople.println("it was ended before the first batch came: no file was written");
                forPeople.flush();
                return ExitStatus.INTERRUPTED;
            }
            throw nothingCame(session);
        }
        writer.finish();
        print(summary(endedBy, seconds, writer.totals(), session), out, forPeople);
        return interruption.isAsked() ? ExitStatus.INTERRUPTED : ExitStatus.OK;
    }

    private static CommandFailure nothingCame(CaptureSession session) {
        boolean tooLarge = session.counts().values().stream().anyMatch(counts -> counts.tooLargePoints() > 0);
        String hint = tooLarge
                ? "Every batch was larger than a capture can hold (32 MiB)."
                : "Is the collection interval longer than --for, or does nobody send?";
        return CommandFailure.failure("nothing was recorded, and no file was written", hint);
    }

    /** Waits for the end; returns what it was. */
    private String await(CaptureSession session, CaptureWriter writer, Interruption interruption, ProgressLine progress)
            throws InterruptedException {
        long begin = System.nanoTime();
        for (long look = 1; ; look++) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            Duration left = duration.minus(elapsed);
            if (!left.isPositive()) {
                return "duration";
            }
            if (interruption.await(left.compareTo(LOOK) < 0 ? left : LOOK)) {
                return "interrupt";
            }
            if (session.problem() != null) {
                return "failure";
            }
            if (session.isFull()) {
                return "max_size";
            }
            if (look % FLUSH_EVERY_LOOKS == 0) {
                session.flush();
            }
            CaptureTotals totals = writer.totals();
            progress.show(
                    elapsed,
                    String.format(
                            Locale.ROOT,
                            "%d of %d s: %,d batches, %,d points, %,d bytes",
                            elapsed.toSeconds(),
                            duration.toSeconds(),
                            totals.batches(),
                            totals.points(),
                            totals.bytes()));
        }
    }

    private CaptureSummary summary(String endedBy, double seconds, CaptureTotals totals, CaptureSession session) {
        return new CaptureSummary(
                file.toString(),
                format.name().toLowerCase(Locale.ROOT),
                endedBy,
                seconds,
                totals.batches(),
                totals.points(),
                totals.bytes(),
                CaptureSummary.instant(totals, totals.firstArrivalUnixNanos()),
                CaptureSummary.instant(totals, totals.lastArrivalUnixNanos()),
                session.counts());
    }

    private void print(CaptureSummary summary, PrintWriter out, PrintWriter forPeople) {
        @Nullable
        String notice = switch (summary.endedBy()) {
            case "max_size" -> "the recording ended early: the file reached --max-size";
            case "interrupt" -> "the recording was ended early";
            default -> null;
        };
        if (notice != null) {
            forPeople.println(notice);
        }
        summary.silent().forEach(id -> forPeople.println("nothing came from " + id));
        if (output == OutputFormat.JSON) {
            out.print(JsonOutput.of(summary));
        } else {
            out.println(summary.text());
        }
        forPeople.flush();
        out.flush();
    }
}
