package phoenix.app.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code report.json}, component by component: names become snake_case. What was not measured is null,
 * never 0. Texts hold no secrets.
 *
 * @param schemaVersion raised when a field changes its meaning or goes
 * @param runId the label {@code experiment} of everything this run exported
 * @param decidedAt since when the verdict stood; null when nothing was decided
 * @param verdict {@code accept}, {@code reject}, {@code inconclusive}, {@code no_data} or {@code invalid}
 * @param reasons sentences for people, the deciding ones first
 * @param forecast when accept or reject may come; null where there is a verdict
 * @param variants by {@code baseline} and {@code candidate}
 * @param savings what the candidate would save, projected
 * @param timeline both variants over time, one entry for each bucket, thinned out when there are very many
 * @param looks every criterion over time, thinned out likewise
 * @param steps points into and out of every processor of both variants
 */
public record Report(
        int schemaVersion,
        String runId,
        ExperimentInfo experiment,
        String phoenixVersion,
        Instant startedAt,
        @Nullable Instant decidedAt,
        Instant endedAt,
        String verdict,
        List<String> reasons,
        @Nullable ForecastReport forecast,
        Buckets buckets,
        List<CriterionReport> criteria,
        Map<String, VariantReport> variants,
        SavingsReport savings,
        CoverageReport coverage,
        List<ProductionReport> production,
        ComparisonReport comparison,
        Resources resources,
        Map<String, ConfigReport> configs,
        List<TimelineEntry> timeline,
        List<Look> looks,
        List<ReceiverReport> receivers,
        List<StepReport> steps,
        @Nullable StandInReport standIn) {
    public static final int SCHEMA_VERSION = 1;

    /** What was asked for. {@code productionTarget}: {@code configured}, {@code newrelic} or {@code stand-in}. */
    public record ExperimentInfo(
            String name,
            String file,
            double durationSeconds,
            double errorRate,
            String runtime,
            String productionTarget,
            String baselineExport,
            String candidateExport) {}

    /** Buckets: both variants reported / at least one did not / left out on purpose; their length. */
    public record Buckets(long used, long missing, long excluded, double seconds) {}

    /**
     * How one criterion stands.
     *
     * @param rule as the user wrote it, such as {@code reduce_by 50%}
     * @param kind {@code exact} or {@code statistical}
     * @param result {@code pass}, {@code fail}, {@code undecided} or {@code no_data}
     * @param interval low and high, either of which may be null (open); null when there is none
     * @param checks of the assumptions behind the result; for fidelity those of the metric that decides
     * @param wouldChange with which limit the same evidence would say something else; null for facts without a limit
     * @param metrics for fidelity: the findings for single metrics, those that matter most first
     */
    public record CriterionReport(
            String name,
            String rule,
            String kind,
            String result,
            @Nullable Double estimate,
            @Nullable List<@Nullable Double> interval,
            @Nullable Double confidence,
            double margin,
            String unit,
            String explanation,
            @Nullable ForecastReport forecast,
            List<CheckReport> checks,
            @Nullable String wouldChange,
            List<MetricReport> metrics) {}

    /** An assumption of the method, whether it holds, and what was seen of it. */
    public record CheckReport(String assumption, boolean holds, String seen) {}

    /**
     * When an open question may be decided, if the measures go on as they have. It is told and decides nothing.
     *
     * @param buckets complete ones in all with which a decision is as likely as not; null where that cannot be told
     * @param chance of a decision within the time planned, 0 to 1; null where nobody planned one or it is over
     * @param futile whether the time left will hardly do
     */
    public record ForecastReport(
            @Nullable Double buckets, @Nullable Double chance, boolean futile, String text) {}

    /** A finding about one metric. */
    public record MetricReport(
            String metric,
            String result,
            @Nullable Double estimate,
            @Nullable List<@Nullable Double> interval,
            String unit,
            String explanation) {}

    /**
     * Figures of one variant, as means over the buckets that both variants have.
     *
     * @param series mean per bucket
     * @param distinctSeries over the run
     * @param wireBytesPerMinute bodies of production requests after compression; null when nothing was sent or held
     * @param billedBytesEstimatePerMinute what New Relic would store, by the formula of {@code docs/billing.md}
     * @param cpuSeconds of the variant's own work over the run; null when not measurable
     * @param notMeasurable names of figures that are null, with the reason
     */
    public record VariantReport(
            @Nullable Double series,
            long distinctSeries,
            @Nullable Double datapointsPerMinute,
            @Nullable Double wireBytesPerMinute,
            @Nullable Double billedBytesEstimatePerMinute,
            long metricCount,
            @Nullable Double cpuSeconds,
            Map<String, String> notMeasurable) {}

    /**
     * What the candidate would save if everything went on as in the window observed; negative where it takes more.
     *
     * @param hoursPerMonth a month is so long
     * @param collectors that run the configuration: the fleet
     * @param pricePerGb of 10⁹ stored bytes; null where the experiment names none
     * @param metrics those that make the greatest difference in stored bytes, these first
     * @param metricsNotShown how many more there are
     * @param steps of the candidate; empty in a live run, which does not look between the processors
     */
    public record SavingsReport(
            double hoursPerMonth,
            int collectors,
            @Nullable Double pricePerGb,
            @Nullable String currency,
            List<SavedFigure> figures,
            List<MetricSaving> metrics,
            int metricsNotShown,
            List<StepSaving> steps) {
        public static final SavingsReport NONE =
                new SavingsReport(730, 1, null, null, List.of(), List.of(), 0, List.of());
    }

    /**
     * One figure of one collector: series at a time, everything else in a month.
     *
     * @param measure {@code series}, {@code datapoints}, {@code wire_bytes}, {@code billed_bytes_estimate} or {@code money}
     * @param fleetSaved by all collectors
     * @param errorPercent of the level, as {@code docs/billing.md} assesses it; 0 for counts
     */
    public record SavedFigure(
            String measure,
            String unit,
            @Nullable Double baseline,
            @Nullable Double candidate,
            @Nullable Double saved,
            @Nullable Double fleetSaved,
            double errorPercent) {}

    /** One metric: distinct series over the run, the rest per minute, and what it saves in a month. */
    public record MetricSaving(
            String metric,
            long baselineSeries,
            long candidateSeries,
            double baselinePointsPerMinute,
            double candidatePointsPerMinute,
            double baselineBilledBytesPerMinute,
            double candidateBilledBytesPerMinute,
            double savedBilledBytesPerMonth,
            @Nullable Double savedMoneyPerMonth) {}

    /** One step of the candidate: what less comes out of it than goes in, in a month; series over the run. */
    public record StepSaving(
            String pipeline,
            String processor,
            long savedSeries,
            double savedPointsPerMonth,
            double savedBilledBytesPerMonth,
            @Nullable Double savedMoneyPerMonth) {}

    /** What the candidate covers other than the baseline does. Labels are {@code metric{key}}. */
    public record CoverageReport(
            List<String> lostMetrics,
            List<String> lostLabels,
            List<EntityReport> lostEntities,
            List<String> addedMetrics,
            List<String> addedLabels,
            List<EntityReport> addedEntities,
            List<String> altered,
            List<CriticalReport> critical) {}

    /** An entity; {@code type} is {@code host}, {@code process}, {@code service} or {@code container}. */
    public record EntityReport(
            String type, String id, @Nullable Instant firstMissing) {}

    /** Something the user named as critical, and what of it was lost. */
    public record CriticalReport(String type, String pattern, int matched, List<String> lost) {}

    /** What one production exporter of one variant did. All counts are points. */
    public record ProductionReport(
            String variant,
            String exporter,
            String target,
            long handedPoints,
            long sentPoints,
            long failedPoints,
            long droppedPoints,
            long heldPoints,
            long rejectedPoints) {}

    /**
     * The comparison's own account.
     *
     * @param droppedSamples samples that were lost on the way to the store: above 0 the evidence has holes
     * @param cleanup {@code deleted}, {@code kept until TIME}, or why it failed
     * @param endpoints the Prometheus endpoints of both variants while it ran
     */
    public record ComparisonReport(
            String store,
            long samples,
            long series,
            long bytesOnDisk,
            long droppedSamples,
            String cleanup,
            Map<String, List<String>> endpoints) {}

    /** Of the whole process. */
    public record Resources(double cpuSeconds, long maxRssBytes) {}

    /** A configuration as it ran: SHA-256 of the text without redaction, and the text with secrets redacted. */
    public record ConfigReport(List<String> files, String sha256, String text, List<String> changes) {}

    /** One bucket of the timeline. {@code counted} is false for warm-up and for buckets that one variant missed. */
    public record TimelineEntry(
            Instant start,
            boolean counted,
            @Nullable VariantPoint baseline,
            @Nullable VariantPoint candidate) {}

    /** One variant in one bucket. */
    public record VariantPoint(
            int series,
            int metrics,
            @Nullable Double datapoints,
            @Nullable Double wireBytes,
            @Nullable Double billedBytesEstimate) {}

    /** The judge's view after one bucket. */
    public record Look(Instant at, String verdict, List<LookCriterion> criteria) {}

    /** One criterion in one look. */
    public record LookCriterion(
            String name,
            String result,
            @Nullable Double estimate,
            @Nullable List<@Nullable Double> interval) {}

    /** What a receiver brought in; {@code shared} receivers feed both variants. */
    public record ReceiverReport(String id, boolean shared, long points, long refusedPoints, long erroredPoints) {}

    /** Points into and out of one processor: the difference was dropped (or made) by it. */
    public record StepReport(
            String variant,
            String pipeline,
            String processor,
            long incoming,
            long outgoing,
            @Nullable StepEffect effect) {}

    /**
     * What one processor did, over the whole time; null in a live run, which does not look between the processors. Labels are
     * {@code metric{key}} or {@code resource{key}}; those that went with their metric are not named again.
     *
     * @param incomingSeries distinct, before it
     * @param incomingBilledBytes what New Relic would store, by the formula of {@code docs/billing.md}
     */
    public record StepEffect(
            long incomingSeries,
            long outgoingSeries,
            long incomingBilledBytes,
            long outgoingBilledBytes,
            List<String> lostMetrics,
            List<String> lostLabels,
            List<String> addedMetrics) {}

    /** What the local stand-in received, by variant. */
    public record StandInReport(Map<String, StandInVariant> variants, List<String> faults) {}

    /** One variant's account at the stand-in. */
    public record StandInVariant(long requests, long points, long wireBytes, long series) {}
}
