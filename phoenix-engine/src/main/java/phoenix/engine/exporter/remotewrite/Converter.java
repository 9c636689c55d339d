package phoenix.engine.exporter.remotewrite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;
import phoenix.metrics.prometheus.NameTranslator;

/** Makes the series of one batch, as the Collector's {@code prometheusremotewrite.FromMetrics} does. Of use once. */
final class Converter {
    /** Prometheus' marker for a series that has ended: a NaN of its own. */
    static final long STALE_BITS = 0x7ff0000000000002L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LabelMaker labels;
    private final NameTranslator names;
    private final boolean targetInfo;
    private final Consumer<String> problems;
    private final Map<Labels, TimeSeries> series = new LinkedHashMap<>();

    /** @param problems takes what could not be converted, in words */
    Converter(LabelMaker labels, NameTranslator names, boolean targetInfo, Consumer<String> problems) {
        this.labels = labels;
        this.names = names;
        this.targetInfo = targetInfo;
        this.problems = problems;
    }

    Collection<TimeSeries> convert(MetricBatch batch) {
        for (int r = 0; r < batch.resourceCount(); r++) {
            long latest = 0;
            for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
                for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                    for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                        long time = batch.timeUnixNano(p);
                        latest = Long.compareUnsigned(time, latest) > 0 ? time : latest;
                    }
                    metric(batch, m);
                }
            }
            if (targetInfo && latest != 0) {
                Labels target = labels.ofTarget(batch.resource(r).attributes());
                if (target != null) {
                    series(target).sample(millis(latest), Double.doubleToRawLongBits(1));
                }
            }
        }
        return series.values();
    }

    private void metric(MetricBatch batch, int m) {
        MetricInfo info = batch.metric(m);
        boolean temporal = info.type() != MetricType.GAUGE && info.type() != MetricType.SUMMARY;
        if (info.type() == MetricType.NONE || (temporal && info.temporality() != Temporality.CUMULATIVE)) {
            problems.accept("metric \"" + info.name() + "\" is not sent: only cumulative sums and histograms can be");
            return;
        }
        Optional<String> name = names.metricName(info);
        if (name.isEmpty()) {
            problems.accept("metric \"" + info.name() + "\" is not sent: nothing is left of its name");
            return;
        }
        int s = batch.scopeOfMetric(m);
        Attributes resource = batch.resource(batch.resourceOfScope(s)).attributes();
        Scope scope = batch.scope(s);
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            Labels base = labels.of(resource, scope, batch.attributes(p));
            if (base == null) {
                problems.accept("a point of metric \"" + info.name()
                        + "\" is not sent: nothing is left of the key of an attribute");
            } else {
                point(batch, m, p, name.get(), base);
            }
        }
    }

    private TimeSeries series(Labels of) {
        return series.computeIfAbsent(of, TimeSeries::new);
    }

    private void point(MetricBatch batch, int m, int p, String name, Labels base) {
        long millis = millis(batch.timeUnixNano(p));
        boolean stale = batch.hasNoRecordedValue(p);
        switch (batch.body(p)) {
            case null -> {
                TimeSeries target = series(named(base, name));
                target.sample(millis, stale ? STALE_BITS : Double.doubleToRawLongBits(batch.numberValue(p)));
                if (batch.metric(m).type() == MetricType.SUM && batch.metric(m).monotonic()) {
                    target.exemplars(batch.exemplars(p));
                }
            }
            case HistogramBody body -> histogram(new Target(name, base, millis, stale), body, batch.exemplars(p));
            case ExponentialHistogramBody body -> {
                TimeSeries target = series(named(base, name));
                if (body.scale() < NativeHistogram.SCHEMA_MIN) {
                    problems.accept("a point of metric \"" + batch.metric(m).name() + "\" is not sent: its scale is "
                            + body.scale() + ", and native histograms begin at " + NativeHistogram.SCHEMA_MIN);
                } else {
                    target.histogram(NativeHistogram.of(body, millis, stale));
                    target.exemplars(batch.exemplars(p));
                }
            }
            case SummaryBody body -> summary(new Target(name, base, millis, stale), body);
        }
    }

    /** The metric's name takes the place of an attribute that is called so. */
    private static Labels named(Labels base, String name) {
        for (int i = 0; i < base.size(); i++) {
            if (base.name(i).equals(Labels.NAME)) {
                java.util.TreeMap<String, String> replaced = new java.util.TreeMap<>();
                for (int j = 0; j < base.size(); j++) {
                    replaced.put(base.name(j), base.value(j));
                }
                replaced.put(Labels.NAME, name);
                return Labels.of(replaced);
            }
        }
        return base.with(Labels.NAME, name);
    }

    /** Where the samples of a histogram or summary go. */
    private final class Target {
        private final String name;
        private final Labels base;
        private final long millis;
        private final boolean stale;

        Target(String name, Labels base, long millis, boolean stale) {
            this.name = name;
            this.base = base;
            this.millis = millis;
            this.stale = stale;
        }

        TimeSeries add(String suffix, double value) {
            return add(base, suffix, value);
        }

        TimeSeries add(String suffix, String label, String labelValue, double value) {
            return add(base.with(label, labelValue), suffix, value);
        }

        private TimeSeries add(Labels of, String suffix, double value) {
            TimeSeries to = series(of.with(Labels.NAME, name + suffix));
            to.sample(millis, stale ? STALE_BITS : Double.doubleToRawLongBits(value));
            return to;
        }
    }

    private static void histogram(Target target, HistogramBody body, List<Exemplar> exemplars) {
        if (body.sum().isSet()) {
            target.add("_sum", body.sum().value());
        }
        target.add("_count", unsigned(body.count()));
        int buckets = Math.min(body.bounds().length, body.bucketCounts().length);
        List<TimeSeries> series = new ArrayList<>(buckets + 1);
        long cumulative = 0;
        for (int i = 0; i < buckets; i++) {
            cumulative += body.bucketCounts()[i];
            series.add(target.add("_bucket", "le", plain(body.bounds()[i]), unsigned(cumulative)));
        }
        series.add(target.add("_bucket", "le", "+Inf", unsigned(body.count())));
        for (Exemplar exemplar : exemplars) {
            int i = 0;
            while (i < buckets && !(TimeSeries.value(exemplar) <= body.bounds()[i])) {
                i++;
            }
            if (i < buckets || TimeSeries.value(exemplar) <= Double.POSITIVE_INFINITY) {
                series.get(i).exemplars(List.of(exemplar));
            }
        }
    }

    private static void summary(Target target, SummaryBody body) {
        target.add("_sum", body.sum());
        target.add("_count", unsigned(body.count()));
        for (Quantile quantile : body.quantiles()) {
            target.add("", "quantile", plain(quantile.quantile()), quantile.value());
        }
    }

    private static long millis(long unixNano) {
        return unixNano / NANOS_PER_MILLI;
    }

    private static double unsigned(long count) {
        return count >= 0 ? count : new BigDecimal(Long.toUnsignedString(count)).doubleValue();
    }

    /** As Go's {@code 'f'} format: no exponent, and no more digits than needed. */
    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
