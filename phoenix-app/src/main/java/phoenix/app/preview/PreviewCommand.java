package phoenix.app.preview;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.CriterionFormatException;
import phoenix.analysis.Judge;
import phoenix.analysis.JudgeSettings;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.Interruption;
import phoenix.app.cli.OutputFile;
import phoenix.app.report.JsonReport;
import phoenix.app.report.MarkdownReport;
import phoenix.app.report.Report;
import phoenix.app.report.ReportFiles;
import phoenix.app.run.PreparedVariant;
import phoenix.app.run.RunSurroundings;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.load.ConfigLoader;
import phoenix.config.load.LoadSettings;
import phoenix.config.yaml.YamlNode;
import phoenix.engine.capture.CaptureException;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix preview}. */
@Command(
        name = "preview",
        description = {
            "What would the candidate do? Plays a capture through both configurations, as fast as the machine goes, and"
                    + " judges them as a run does.",
            "Nothing is sent, no port is opened, receivers are not started."
        },
        footer = {
            "",
            "Examples:",
            "  phoenix capture --config baseline.yaml --for 10m -o metrics.capture",
            "  phoenix preview --baseline baseline.yaml --candidate candidate.yaml --input metrics.capture",
            "  phoenix preview --experiment experiment.yaml --input metrics.capture --output markdown -o comment.md",
            "",
            "The exit status is that of phoenix run: 0 accept, 3 reject, 4 inconclusive or no_data, 5 invalid."
        })
public final class PreviewCommand implements Callable<Integer> {
    private static final Duration INTERRUPT_GRACE = Duration.ofSeconds(30);

    /** What is printed. */
    public enum Format {
        TEXT,
        JSON,
        MARKDOWN,
        JUNIT,
        SARIF
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--baseline",
            paramLabel = "CONFIG",
            description = "The configuration in use: a file or a URI; several are merged in order.")
    private List<String> baseline = List.of();

    @Option(names = "--candidate", paramLabel = "CONFIG", description = "The configuration that one would like.")
    private List<String> candidate = List.of();

    @Option(
            names = "--input",
            paramLabel = "CAPTURE",
            required = true,
            description = "What phoenix capture wrote, or a file of the Collector's file exporter (JSON or protobuf).")
    @SuppressWarnings("NullAway.Init")
    private Path input;

    @Option(
            names = "--experiment",
            paramLabel = "EXPERIMENT.yaml",
            description = "Criteria, critical items and error rate; also the configurations, where they are not given"
                    + " (default: series and datapoints not above the baseline's, fidelity within 5%%).")
    private @Nullable Path experimentFile;

    @Option(
            names = "--receiver",
            paramLabel = "ID",
            description = "The receiver of the configurations that gets what was recorded, where the capture does not"
                    + " say it.")
    private @Nullable String receiver;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where to write report.html, report.md and report.json (default: phoenix-reports/RUN-ID).")
    private @Nullable Path report;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, json (the report), markdown (for a comment), junit or sarif (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Format output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OutputFile file;

    private final Function<PrintWriter, RunSurroundings> surroundings;
    private final BooleanSupplier stopped;

    /** @param surroundings what a preview works with, given where to print warnings */
    public PreviewCommand(Function<PrintWriter, RunSurroundings> surroundings) {
        this(surroundings, () -> false);
    }

    /** @param stopped ends the playing as Ctrl-C does */
    PreviewCommand(Function<PrintWriter, RunSurroundings> surroundings, BooleanSupplier stopped) {
        this.surroundings = surroundings;
        this.stopped = stopped;
    }

    @Override
    public Integer call() {
        if (experimentFile == null && (baseline.isEmpty() || candidate.isEmpty())) {
            throw CommandFailure.usage(
                    "--baseline and --candidate are needed, or --experiment", "For help: phoenix preview --help");
        }
        file.check();
        RunSurroundings around = surroundings.apply(spec.commandLine().getErr());
        long begin = System.nanoTime();
        Preview.Setup setup = setup(around);
        try (Interruption interruption = Interruption.listen(INTERRUPT_GRACE)) {
            return play(setup, begin, () -> interruption.isAsked() || stopped.getAsBoolean());
        }
    }

    /** Ctrl-C ends the playing, and the report is of what was played. */
    private int play(Preview.Setup setup, long begin, BooleanSupplier interrupted) {
        Preview.Result result = result(setup, interrupted);
        List<Path> files = write(result.report(), setup.runId());
        file.write(
                switch (output) {
                    case TEXT -> PreviewText.of(result.report(), files, result.points(), System.nanoTime() - begin);
                    case JSON -> JsonReport.of(result.report());
                    case MARKDOWN -> MarkdownReport.of(result.report());
                    case JUNIT -> JunitReport.of(result.report(), (System.nanoTime() - begin) / 1e9);
                    case SARIF -> SarifReport.of(result.report(), places(setup));
                });
        if (!result.whole()) {
            return ExitStatus.INTERRUPTED;
        }
        return switch (result.report().verdict()) {
            case "accept" -> ExitStatus.OK;
            case "reject" -> ExitStatus.REJECT;
            case "invalid" -> ExitStatus.INVALID;
            default -> ExitStatus.INCONCLUSIVE;
        };
    }

    private Preview.Setup setup(RunSurroundings around) {
        PreviewPreparation preparation =
                new PreviewPreparation(System.getenv(), Path.of("").toAbsolutePath(), around.registry());
        Diagnostics diagnostics = preparation.diagnostics();
        Experiment experiment =
                preparation.experiment(experimentFile, baseline, candidate).orElse(null);
        String runId = experiment == null ? "" : around.runId(experiment.name());
        Map<Variant, PreparedVariant> prepared = new EnumMap<>(Variant.class);
        if (experiment != null) {
            for (Variant variant : Variant.values()) {
                preparation.variant(variant, experiment, runId).ifPresent(one -> prepared.put(variant, one));
            }
        }
        if (experiment == null || prepared.size() < Variant.values().length || diagnostics.hasErrors()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print(DiagnosticRenderer.text(diagnostics));
            err.flush();
            throw CommandFailure.reported(ExitStatus.USAGE);
        }
        around.warnings(diagnostics);
        Captured captured = captured();
        Map<Variant, GraphPlan> plans = new EnumMap<>(Variant.class);
        prepared.forEach((variant, one) -> plans.put(variant, one.setup().plan()));
        Routes routes = Routes.of(captured, plans, around.registry(), receiver);
        if (routes.entries().values().stream().allMatch(Map::isEmpty)) {
            throw CommandFailure.usage(
                    "no receiver of the configurations takes what " + input + " holds (recorded by "
                            + String.join(
                                    ", ",
                                    captured.receivers().keySet().stream()
                                            .map(id -> id.isEmpty() ? "an unnamed receiver" : id)
                                            .toList())
                            + ")",
                    "Say which one is meant: --receiver ID.");
        }
        return new Preview.Setup(runId, experiment, input, captured, routes, prepared, judge(experiment));
    }

    private static Judge judge(Experiment experiment) {
        try {
            return new Judge(
                    experiment.judging().criteria(),
                    JudgeSettings.withErrorRate(experiment.judging().errorRate()));
        } catch (CriterionFormatException e) {
            throw CommandFailure.usage("criteria: " + e.getMessage(), "See the criteria of the experiment file.");
        }
    }

    private Captured captured() {
        if (!Files.isRegularFile(input)) {
            throw CommandFailure.usage("--input: there is no file " + input, "phoenix capture writes one.");
        }
        try {
            Captured captured = Captured.look(input);
            if (captured == null) {
                throw CommandFailure.usage("--input: " + input + " holds no metrics", "Record for longer.");
            }
            return captured;
        } catch (CaptureException e) {
            throw CommandFailure.usage(
                    "--input: " + input + ": " + e.getMessage(),
                    "phoenix capture writes captures; the Collector's file exporter is read too.");
        } catch (IOException e) {
            throw CommandFailure.failure("--input: cannot read " + input + ": " + e.getMessage(), null);
        }
    }

    private Preview.Result result(Preview.Setup setup, BooleanSupplier interrupted) {
        try {
            return new Preview(setup, interrupted).run();
        } catch (StartException e) {
            throw CommandFailure.failure(e.getMessage(), null);
        } catch (IOException e) {
            throw CommandFailure.failure(
                    "--input: " + input + ": " + e.getMessage(), "No verdict rests on half of a capture.");
        }
    }

    private List<Path> write(Report made, String runId) {
        Path folder = report != null ? report : Path.of("phoenix-reports").resolve(runId);
        try {
            Files.createDirectories(folder);
            return new ReportFiles(folder).write(made);
        } catch (IOException e) {
            throw CommandFailure.failure(
                    "the report folder " + folder + " cannot be used: " + e.getMessage(),
                    "Name another one with --report DIR.");
        }
    }

    private FindingPlaces places(Preview.Setup setup) {
        YamlNode criteria = experimentFile == null
                ? null
                : new ConfigLoader(new LoadSettings(System.getenv(), Path.of("").toAbsolutePath()), new Diagnostics())
                        .load(List.of(experimentFile.toString()), List.of())
                        .flatMap(root -> root.get("criteria"))
                        .orElse(null);
        return new FindingPlaces(setup.prepared(Variant.CANDIDATE), criteria);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
