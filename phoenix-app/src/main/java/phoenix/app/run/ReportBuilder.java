package phoenix.app.run;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Coverage;
import phoenix.analysis.CoverageChange;
import phoenix.analysis.CoverageChange.Change;
import phoenix.analysis.Criterion;
import phoenix.analysis.Judgement;
import phoenix.app.cli.Version;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.embedded.ExperimentRuntime;
import phoenix.app.embedded.IngestDifference;
import phoenix.app.embedded.VariantSnapshot;
import phoenix.app.process.ProcessMemory;
import phoenix.app.report.Judgements;
import phoenix.app.report.Report;
import phoenix.config.collector.ComponentId;
import phoenix.config.yaml.Redaction;
import phoenix.config.yaml.YamlEmitter;
import phoenix.engine.graph.GraphPlan;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment;
import phoenix.experiment.definition.Production;
import phoenix.experiment.evidence.BucketGrid;
import phoenix.experiment.evidence.EvidenceCollector;
import phoenix.experiment.store.RunUsage;

/** Gathers the report of a run that is over. */
public final class ReportBuilder {
    private final RunFacts facts;
    private final ExperimentRuntime runtime;
    private final Comparison comparison;
    private final @Nullable StandIn standIn;
    private final Map<Variant, List<String>> endpoints = new LinkedHashMap<>();
    private final RunUsage usage;
    private final long droppedSamples;
    private final Instant endedAt;
    private final ComparisonRecorder recorder;

    /**
     * What the comparison does not know.
     *
     * @param runtime in a word
     * @param notes what else the reader must know, said before the reasons
     * @param effects by variant, and then by {@code "PIPELINE PROCESSOR"}; empty where nobody counted
     */
    public record RunFacts(
            Experiment experiment,
            String runId,
            Instant startedAt,
            Map<Variant, PreparedVariant> variants,
            String runtime,
            List<String> notes,
            Map<Variant, Map<String, Report.StepEffect>> effects) {}

    public ReportBuilder(
            RunFacts facts,
            Instant endedAt,
            ExperimentRuntime runtime,
            ComparisonRecorder recorder,
            Comparison comparison,
            @Nullable StandIn standIn) {
        this.facts = facts;
        this.runtime = runtime;
        this.comparison = comparison;
        this.standIn = standIn;
        this.endedAt = endedAt;
        this.recorder = recorder;
        this.usage = recorder.writer().status().usage();
        this.droppedSamples = recorder.writer().status().drops().samples();
        for (Variant variant : Variant.values()) {
            endpoints.put(variant, RunProgress.endpoints(runtime.snapshot(variant)));
        }
    }

    /** The report. */
    public Report build(Ending ended, boolean cancelled, String cleanup) {
        Judgement judgement = comparison.judgement();
        EvidenceCollector evidence = comparison.evidence();
        Map<String, Report.VariantReport> variants = variants(evidence);
        List<Report.StepReport> steps = steps();
        return new Report(
                Report.SCHEMA_VERSION,
                facts.runId(),
                experimentInfo(),
                Version.current(),
                facts.startedAt(),
                comparison.decidedAt(),
                endedAt,
                verdict(judgement, ended),
                reasons(judgement, ended, cancelled),
                ended.isEarly() || judgement == null ? null : Judgements.forecast(judgement.forecast()),
                buckets(evidence),
                judgement == null ? List.of() : Judgements.criteria(judgement),
                variants,
                savings(variants, steps),
                coverage(evidence),
                production(),
                comparisonReport(cleanup),
                resources(),
                configs(),
                comparison.timeline(),
                comparison.looks(),
                receivers(),
                steps,
                standIn == null ? null : standIn.report());
    }

    private Report.ExperimentInfo experimentInfo() {
        Experiment experiment = facts.experiment();
        Production production = experiment.production();
        String target = switch (production.target()) {
            case Production.Target.Configured _ -> "configured";
            case Production.Target.NewRelic _ -> "newrelic";
            case Production.Target.StandIn _ -> "stand-in";
        };
        return new Report.ExperimentInfo(
                experiment.name(),
                experiment.file().toString(),
                experiment.timing().duration().toMillis() / 1000.0,
                experiment.judging().errorRate(),
                facts.runtime(),
                target,
                production.baselineExport().toString(),
                production.candidateExport().toString());
    }

    private static String verdict(@Nullable Judgement judgement, Ending ended) {
        return switch (ended.cause()) {
            case CANDIDATE -> "reject";
            case COMPARISON -> "invalid";
            case NONE -> judgement == null ? "no_data" : Judgements.word(judgement.verdict());
        };
    }

    private List<String> reasons(@Nullable Judgement judgement, Ending ended, boolean cancelled) {
        List<String> reasons = new ArrayList<>(facts.notes());
        if (ended.isEarly()) {
            reasons.add(ended.reason());
        }
        if (cancelled) {
            reasons.add("the run was ended by its user before its time was over");
        }
        if (runtime.baselineFaults() > 0) {
            reasons.add(StatusText.count(
                    runtime.baselineFaults(),
                    "%s faults in the baseline, each of which may have cost a batch: see the log"));
        }
        for (Variant variant : Variant.values()) {
            for (ProductionCounts counts : ProductionCounts.of(runtime.snapshot(variant))) {
                if (counts.lost() > 0) {
                    reasons.add(variant.label() + " " + counts.exporter()
                            + StatusText.count(counts.lost(), ": %s points did not reach production")
                            + (counts.problem().isEmpty() ? "" : ": " + counts.problem()));
                }
            }
        }
        reasons.addAll(judgement == null ? List.of("no bucket was complete") : judgement.reasons());
        return reasons;
    }

    private Report.Buckets buckets(@Nullable EvidenceCollector evidence) {
        BucketGrid grid = comparison.grid();
        return evidence == null || grid == null
                ? new Report.Buckets(0, 0, 0, 0)
                : new Report.Buckets(
                        evidence.bucketsUsed(),
                        evidence.bucketsMissing(),
                        evidence.bucketsExcluded(),
                        grid.bucketMillis() / 1000.0);
    }

    private Map<String, Report.VariantReport> variants(@Nullable EvidenceCollector evidence) {
        Map<String, Report.VariantReport> reports = new LinkedHashMap<>();
        for (Variant variant : Variant.values()) {
            reports.put(variant.label(), variant(variant, evidence));
        }
        return reports;
    }

    private Report.VariantReport variant(Variant variant, @Nullable EvidenceCollector evidence) {
        VariantSnapshot snapshot = runtime.snapshot(variant);
        boolean sends = ProductionCounts.of(snapshot).stream().anyMatch(c -> c.wireBytes() > 0);
        Map<String, String> notMeasurable = new LinkedHashMap<>();
        notMeasurable.put(
                "memory", "both variants live in one process; see resources for the whole, or isolate the candidate");
        if (!sends) {
            notMeasurable.put("wire_bytes_per_minute", "nothing was sent");
        }
        return new Report.VariantReport(
                mean(evidence, Criterion.SERIES, variant),
                evidence == null ? 0 : evidence.distinctSeries(variant),
                perMinute(evidence, Criterion.DATAPOINTS, variant),
                sends ? perMinute(evidence, Comparison.WIRE_BYTES, variant) : null,
                perMinute(evidence, Comparison.BILLED_BYTES, variant),
                evidence == null ? 0 : evidence.metricCount(variant),
                snapshot.cpuNanos() / 1e9,
                notMeasurable);
    }

    private Report.SavingsReport savings(Map<String, Report.VariantReport> variants, List<Report.StepReport> steps) {
        BucketGrid grid = comparison.grid();
        if (grid == null) {
            return Report.SavingsReport.NONE;
        }
        // A reading stands for the interval after it: n readings span n intervals.
        double millis = recorder.lastMillis() - recorder.firstMillis() + (double) grid.bucketMillis();
        return new Savings(facts.experiment().cost(), millis / 60_000).of(variants, recorder, steps);
    }

    private static @Nullable Double mean(@Nullable EvidenceCollector evidence, String measure, Variant variant) {
        return evidence == null ? null : Judgements.finite(evidence.mean(measure, variant));
    }

    private @Nullable Double perMinute(@Nullable EvidenceCollector evidence, String measure, Variant variant) {
        BucketGrid grid = comparison.grid();
        Double mean = mean(evidence, measure, variant);
        return mean == null || grid == null ? null : mean * 60_000 / grid.bucketMillis();
    }

    private static Report.CoverageReport coverage(@Nullable EvidenceCollector evidence) {
        if (evidence == null) {
            return new Report.CoverageReport(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        }
        Coverage coverage = evidence.coverage();
        return new Report.CoverageReport(
                ids(coverage, Change.LOST, "metric"),
                ids(coverage, Change.LOST, "label"),
                entities(evidence, Variant.CANDIDATE),
                ids(coverage, Change.ADDED, "metric"),
                ids(coverage, Change.ADDED, "label"),
                entities(evidence, Variant.BASELINE),
                coverage.changes().stream()
                        .filter(c -> c.change() == Change.ALTERED)
                        .map(CoverageChange::toString)
                        .sorted()
                        .toList(),
                coverage.critical().stream()
                        .map(c -> new Report.CriticalReport(c.type(), c.pattern(), c.matched(), c.lost()))
                        .toList());
    }

    private static List<String> ids(Coverage coverage, Change change, String type) {
        return coverage.changes().stream()
                .filter(c -> c.change() == change && c.type().equals(type))
                .map(CoverageChange::id)
                .sorted()
                .toList();
    }

    private static List<Report.EntityReport> entities(EvidenceCollector evidence, Variant lacking) {
        return evidence.absentEntities(lacking).stream()
                .map(e -> new Report.EntityReport(
                        e.entity().type(), e.entity().id(), Instant.ofEpochMilli(e.firstMissingMillis())))
                .toList();
    }

    private List<Report.ProductionReport> production() {
        List<Report.ProductionReport> reports = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            for (ProductionCounts c : ProductionCounts.of(runtime.snapshot(variant))) {
                reports.add(new Report.ProductionReport(
                        variant.label(),
                        c.exporter().toString(),
                        target(variant, c),
                        c.handed(),
                        c.sent(),
                        c.failed(),
                        c.dropped(),
                        c.held(),
                        c.rejected()));
            }
        }
        return reports;
    }

    private String target(Variant variant, ProductionCounts counts) {
        if (standIn != null) {
            return "stand-in";
        }
        return prepared(variant)
                .config()
                .at("exporters", counts.exporter().toString(), "endpoint")
                .map(node -> YamlEmitter.emit(node, Redaction.of(_ -> false)).strip())
                .orElse("");
    }

    private PreparedVariant prepared(Variant variant) {
        return Objects.requireNonNull(facts.variants().get(variant));
    }

    private Report.ComparisonReport comparisonReport(String cleanup) {
        Map<String, List<String>> byLabel = new LinkedHashMap<>();
        endpoints.forEach((variant, addresses) -> byLabel.put(variant.label(), addresses));
        return new Report.ComparisonReport(
                "embedded", usage.samples(), usage.series(), usage.bytesOnDisk(), droppedSamples, cleanup, byLabel);
    }

    private static Report.Resources resources() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Report.Resources(system.getProcessCpuTime() / 1e9, ProcessMemory.maxRssBytes());
    }

    private Map<String, Report.ConfigReport> configs() {
        Map<String, Report.ConfigReport> configs = new LinkedHashMap<>();
        for (Variant variant : Variant.values()) {
            PreparedVariant prepared = prepared(variant);
            configs.put(
                    variant.label(),
                    new Report.ConfigReport(
                            prepared.files(),
                            sha256(YamlEmitter.emit(prepared.config())),
                            YamlEmitter.emit(prepared.config(), Redaction.of(_ -> false)),
                            prepared.changes().stream().map(Object::toString).toList()));
        }
        return configs;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private List<Report.ReceiverReport> receivers() {
        List<Report.ReceiverReport> reports = new ArrayList<>();
        runtime.ingest()
                .receivers()
                .forEach((id, telemetry) -> reports.add(new Report.ReceiverReport(
                        id,
                        runtime.ingestDifferences().stream()
                                .noneMatch(d -> d.receiver().equals(id) && d.kind() != IngestDifference.Kind.EVERY_NTH),
                        telemetry.get(MetricNames.RECEIVER_ACCEPTED),
                        telemetry.get(MetricNames.RECEIVER_REFUSED),
                        telemetry.get(MetricNames.SCRAPER_ERRORED))));
        return reports;
    }

    /** In the order of the data. */
    private List<Report.StepReport> steps() {
        List<Report.StepReport> steps = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            Map<String, ComponentTelemetry> processors =
                    runtime.snapshot(variant).telemetry().processors();
            Map<String, Report.StepEffect> effects = facts.effects().getOrDefault(variant, Map.of());
            for (GraphPlan.Pipeline pipeline : prepared(variant).setup().plan().pipelines()) {
                for (ComponentId processor : pipeline.processors()) {
                    String key = pipeline.id() + " " + processor;
                    ComponentTelemetry telemetry = processors.getOrDefault(key, new ComponentTelemetry());
                    steps.add(new Report.StepReport(
                            variant.label(),
                            pipeline.id(),
                            processor.toString(),
                            telemetry.get(MetricNames.PROCESSOR_INCOMING),
                            telemetry.get(MetricNames.PROCESSOR_OUTGOING),
                            effects.get(key)));
                }
            }
        }
        return steps;
    }
}
