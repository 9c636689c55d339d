package phoenix.app.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import phoenix.analysis.Criterion;
import phoenix.app.comparison.ComparisonRecorder;
import phoenix.app.comparison.MetricShare;
import phoenix.app.report.Report;
import phoenix.app.report.Report.SavedFigure;
import phoenix.experiment.Variant;
import phoenix.experiment.definition.Experiment.Cost;

/**
 * Projects what was observed to a month and to the fleet, by the formulas of {@code docs/billing.md}.
 *
 * @param minutes that the recorded points span, more than 0
 */
record Savings(Optional<Cost> cost, double minutes) {
    private static final double HOURS_PER_MONTH = 730;
    private static final double MINUTES_PER_MONTH = HOURS_PER_MONTH * 60;
    private static final double BYTES_PER_GB = 1e9;
    private static final double BILLED_ERROR_PERCENT = 30;
    private static final int METRICS_MAX = 50;

    Report.SavingsReport of(
            Map<String, Report.VariantReport> variants, ComparisonRecorder recorder, List<Report.StepReport> steps) {
        List<Report.MetricSaving> metrics = metrics(recorder);
        return new Report.SavingsReport(
                HOURS_PER_MONTH,
                collectors(),
                cost.map(Cost::pricePerGb).orElse(null),
                cost.map(Cost::currency).orElse(null),
                figures(
                        Objects.requireNonNull(variants.get(Variant.BASELINE.label())),
                        Objects.requireNonNull(variants.get(Variant.CANDIDATE.label()))),
                metrics.subList(0, Math.min(METRICS_MAX, metrics.size())),
                Math.max(0, metrics.size() - METRICS_MAX),
                steps(steps));
    }

    private int collectors() {
        return cost.map(Cost::collectors).orElse(1);
    }

    private List<SavedFigure> figures(Report.VariantReport baseline, Report.VariantReport candidate) {
        List<SavedFigure> figures = new ArrayList<>();
        figures.add(figure(Criterion.SERIES, "1", baseline.series(), candidate.series(), 1, 0));
        figures.add(figure(
                Criterion.DATAPOINTS,
                "1",
                baseline.datapointsPerMinute(),
                candidate.datapointsPerMinute(),
                MINUTES_PER_MONTH,
                0));
        figures.add(figure(
                "wire_bytes",
                "By",
                baseline.wireBytesPerMinute(),
                candidate.wireBytesPerMinute(),
                MINUTES_PER_MONTH,
                0));
        Double stored = baseline.billedBytesEstimatePerMinute();
        Double slimmer = candidate.billedBytesEstimatePerMinute();
        figures.add(figure(Comparison.BILLED_BYTES, "By", stored, slimmer, MINUTES_PER_MONTH, BILLED_ERROR_PERCENT));
        cost.ifPresent(c -> figures.add(figure(
                "money",
                c.currency(),
                stored,
                slimmer,
                MINUTES_PER_MONTH / BYTES_PER_GB * c.pricePerGb(),
                BILLED_ERROR_PERCENT)));
        return figures;
    }

    private SavedFigure figure(
            String measure,
            String unit,
            @Nullable Double baseline,
            @Nullable Double candidate,
            double factor,
            double errorPercent) {
        Double saved = baseline == null || candidate == null ? null : (baseline - candidate) * factor;
        return new SavedFigure(
                measure,
                unit,
                baseline == null ? null : baseline * factor,
                candidate == null ? null : candidate * factor,
                saved,
                saved == null ? null : saved * collectors(),
                errorPercent);
    }

    private List<Report.MetricSaving> metrics(ComparisonRecorder recorder) {
        Map<String, MetricShare> baseline = recorder.shares(Variant.BASELINE);
        Map<String, MetricShare> candidate = recorder.shares(Variant.CANDIDATE);
        TreeSet<String> names = new TreeSet<>(baseline.keySet());
        names.addAll(candidate.keySet());
        List<Report.MetricSaving> metrics = new ArrayList<>();
        for (String name : names) {
            MetricShare b = baseline.getOrDefault(name, MetricShare.NONE);
            MetricShare c = candidate.getOrDefault(name, MetricShare.NONE);
            double saved = perMonth(b.billedBytes() - c.billedBytes());
            metrics.add(new Report.MetricSaving(
                    name,
                    b.series(),
                    c.series(),
                    b.points() / minutes,
                    c.points() / minutes,
                    b.billedBytes() / minutes,
                    c.billedBytes() / minutes,
                    saved,
                    money(saved)));
        }
        metrics.sort(Comparator.comparingDouble(m -> -Math.abs(m.savedBilledBytesPerMonth())));
        return metrics;
    }

    private List<Report.StepSaving> steps(List<Report.StepReport> steps) {
        List<Report.StepSaving> savings = new ArrayList<>();
        for (Report.StepReport step : steps) {
            Report.StepEffect effect = step.effect();
            if (effect != null && step.variant().equals(Variant.CANDIDATE.label())) {
                double saved = perMonth(effect.incomingBilledBytes() - effect.outgoingBilledBytes());
                savings.add(new Report.StepSaving(
                        step.pipeline(),
                        step.processor(),
                        effect.incomingSeries() - effect.outgoingSeries(),
                        perMonth(step.incoming() - step.outgoing()),
                        saved,
                        money(saved)));
            }
        }
        return savings;
    }

    private double perMonth(long count) {
        return count / minutes * MINUTES_PER_MONTH;
    }

    private @Nullable Double money(double bytes) {
        return cost.map(c -> bytes / BYTES_PER_GB * c.pricePerGb()).orElse(null);
    }
}
