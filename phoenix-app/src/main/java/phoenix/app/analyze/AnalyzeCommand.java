package phoenix.app.analyze;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Criterion;
import phoenix.analysis.Judge;
import phoenix.analysis.JudgeSettings;
import phoenix.analysis.Verdict;
import phoenix.app.analyze.ExperimentWatch.Outcome;
import phoenix.app.cli.CommandFailure;
import phoenix.app.cli.ExitStatus;
import phoenix.app.cli.JsonOutput;
import phoenix.app.cli.StandardInput;
import phoenix.app.config.ConfigSource;
import phoenix.app.config.Findings;
import phoenix.app.report.Judgements;
import phoenix.app.report.Report.CriterionReport;
import phoenix.app.report.Report.ForecastReport;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.NearestName;
import phoenix.experiment.definition.CriteriaFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix analyze}. */
@Command(
        name = "analyze",
        description = {
            "Judge samples from elsewhere, a CSV file or a Prometheus server, as phoenix run judges its own.",
            "Prints one JSON object a line for each experiment."
        },
        footer = {
            "",
            "Examples:",
            "  phoenix analyze --input samples.csv --criteria criteria.yaml --watch-every 1",
            "  phoenix analyze --input http://localhost:9090 --criteria criteria.yaml --from -6h --step 1m \\",
            "      --query 'cpu=sum by (experiment, variant) (rate(process_cpu_seconds_total[1m]))'",
            "",
            "samples.csv:    experiment,bucket,variant,measure,value",
            "                exp-1,2026-11-23T10:00:00Z,baseline,cpu,0.25",
            "criteria.yaml:  error_rate: 5%",
            "                criteria: {cpu: {increase_at_most: 5%}}",
            "",
            "The exit status is that of the worst verdict: 0 accept, 3 reject, 4 inconclusive or no_data, 5 invalid."
        })
public final class AnalyzeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE|URL",
            required = true,
            description = "A CSV file, - for standard input, or the http(s) URL of a server with Prometheus's API.")
    @SuppressWarnings("NullAway.Init")
    private String input;

    @Option(
            names = "--criteria",
            paramLabel = "FILE",
            required = true,
            description = "What must hold: error_rate, and criteria as in an experiment.")
    @SuppressWarnings("NullAway.Init")
    private String criteriaFile;

    @Option(
            names = "--watch-every",
            paramLabel = "N",
            description = "Look after every N buckets and act at once; the error rate holds for all looks together"
                    + " (default: one look, at the end).")
    private @Nullable Integer every;

    @Option(
            names = "--planned",
            paramLabel = "N",
            description = "How many buckets each experiment is to have in all: what is open then says whether the rest"
                    + " of them can decide it. Decides nothing.")
    private @Nullable Integer planned;

    @ArgGroup(validate = false, heading = "%nFor a Prometheus server:%n")
    private PrometheusOptions prometheus = new PrometheusOptions();

    private final InstantSource clock;

    /**
     * The command.
     *
     * @param clock what {@code --from -6h} is before
     */
    public AnalyzeCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** One line of the result. */
    record Line(
            String experiment,
            String verdict,
            @Nullable Object decidedAtBucket,
            int buckets,
            List<String> reasons,
            @Nullable ForecastReport forecast,
            List<CriterionReport> criteria) {}

    @Override
    public Integer call() throws InterruptedException {
        if (every != null && every < 1) {
            throw CommandFailure.usage("--watch-every must be at least 1", null);
        }
        if (planned != null && planned < 1) {
            throw CommandFailure.usage("--planned must be at least 1", null);
        }
        CriteriaFile asked = criteria();
        try (SampleSpool spool = new SampleSpool()) {
            BucketKind kind = read(spool);
            warnOfUnused(asked, spool);
            spool.forEach(table -> {}); // refused whole before anything is printed
            Judge judge = new Judge(asked.criteria(), JudgeSettings.withErrorRate(asked.errorRate()));
            return judge(
                    spool, new ExperimentWatch(judge, every == null ? 0 : every, kind.unitsPerSecond(), planned), kind);
        } catch (SampleSpool.UnusableSamplesException e) {
            throw CommandFailure.usage(input + ": " + e.getMessage(), "give each bucket of each measure one value");
        } catch (IOException e) {
            throw CommandFailure.failure(input + ": " + e.getMessage(), null);
        }
    }

    private CriteriaFile criteria() {
        Diagnostics diagnostics = new Diagnostics();
        CriteriaFile asked = ConfigSource.here(List.of(criteriaFile), List.of())
                .load(diagnostics)
                .flatMap(root -> CriteriaFile.decode(root, diagnostics))
                .orElse(null);
        Findings.print(diagnostics, spec.commandLine().getErr());
        if (asked == null) {
            throw CommandFailure.reported(ExitStatus.USAGE);
        }
        return asked;
    }

    private BucketKind read(SampleSpool spool) throws IOException, InterruptedException {
        if (input.startsWith("http://") || input.startsWith("https://")) {
            return prometheus.read(input, clock.instant(), spool);
        }
        prometheus.refuseForFile();
        try (InputStream in = open()) {
            return new CsvSamples(input, spool).read(in);
        }
    }

    private InputStream open() {
        if (input.equals("-")) {
            return StandardInput.stream();
        }
        try {
            Path file = Path.of(input);
            if (Files.isDirectory(file)) {
                throw CommandFailure.usage("--input: " + input + " is a directory", "Name a CSV file.");
            }
            return Files.newInputStream(file);
        } catch (IOException | InvalidPathException e) {
            throw CommandFailure.usage("--input: cannot read " + input, "Name a CSV file, or the URL of a server.");
        }
    }

    /** A misspelt measure would give no_data everywhere, without a word of what there is. */
    private void warnOfUnused(CriteriaFile asked, SampleSpool spool) {
        PrintWriter err = spec.commandLine().getErr();
        Set<String> unused = new LinkedHashSet<>(spool.measures());
        for (Criterion criterion : asked.criteria()) {
            if (!unused.remove(criterion.measure())) {
                err.println("warning: no sample of measure \"" + criterion.measure() + "\" in " + input + " ("
                        + NearestName.hint(criterion.measure(), spool.measures())
                                .orElse("it has " + String.join(", ", first(spool.measures())))
                        + ")");
            }
        }
        if (!unused.isEmpty()) {
            err.println("not judged, because no criterion names it: " + String.join(", ", first(List.copyOf(unused))));
        }
        err.flush();
    }

    private static List<String> first(List<String> names) {
        List<String> some = new ArrayList<>(names.subList(0, Math.min(10, names.size())));
        if (some.size() < names.size()) {
            some.add("and " + (names.size() - some.size()) + " more");
        }
        return some;
    }

    private int judge(SampleSpool spool, ExperimentWatch watch, BucketKind kind) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        spool.forEach(table -> {
            Outcome outcome = watch.watch(table);
            counts.merge(outcome.judgement().verdict(), 1, Integer::sum);
            out.print(JsonOutput.line(new Line(
                    table.experiment(),
                    Judgements.word(outcome.judgement().verdict()),
                    outcome.isDecided() ? kind.show(table.buckets()[outcome.look() - 1]) : null,
                    outcome.look(),
                    outcome.judgement().reasons(),
                    Judgements.forecast(outcome.judgement().forecast()),
                    Judgements.criteria(outcome.judgement()))));
        });
        out.flush();
        if (spool.experiments() > 1) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(spool.experiments() + " experiments: "
                    + String.join(
                            ", ",
                            counts.entrySet().stream()
                                    .map(e -> e.getValue() + " " + Judgements.word(e.getKey()))
                                    .toList()));
            err.flush();
        }
        return worst(counts.keySet());
    }

    private static int worst(Set<Verdict> verdicts) {
        if (verdicts.contains(Verdict.INVALID)) {
            return ExitStatus.INVALID;
        }
        if (verdicts.contains(Verdict.REJECT)) {
            return ExitStatus.REJECT;
        }
        return verdicts.contains(Verdict.NO_DATA) || verdicts.contains(Verdict.INCONCLUSIVE)
                ? ExitStatus.INCONCLUSIVE
                : ExitStatus.OK;
    }
}
