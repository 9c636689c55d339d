package phoenix.engine.processor.metricstransform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;

/** The operations on numbers. */
final class Scaling {
    private Scaling() {}

    /** Integers become floating point numbers, and these integers, cut off. */
    static void toggle(WorkMetric metric, MetricFilter filter) {
        if (!metric.info.type().isNumber() || !metric.any(filter::matchesLabels)) {
            return;
        }
        BatchEditor editor = metric.edit();
        for (int p = metric.start(); p < metric.end(); p++) {
            if (filter.matchesLabels(editor.attributes(p))) {
                switch (editor.valueKind(p)) {
                    case INT -> editor.setDouble(p, (double) editor.intValue(p));
                    case DOUBLE -> editor.setInt(p, goLong(editor.doubleValue(p)));
                    case NONE -> {}
                }
            }
        }
        metric.finish(editor);
    }

    /** As the Collector on x86 converts: what does not fit, or is no number, is the smallest integer. */
    private static long goLong(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
    }

    /** Multiplies numbers; of histograms the sum, the extremes, the bounds or the place of the buckets, and the exemplars. */
    static void scale(WorkMetric metric, MetricFilter filter, double factor) {
        if (metric.info.type() == MetricType.SUMMARY || !metric.any(filter::matchesLabels)) {
            return;
        }
        BatchEditor editor = metric.edit();
        for (int p = metric.start(); p < metric.end(); p++) {
            if (!filter.matchesLabels(editor.attributes(p))) {
                continue;
            }
            switch (editor.valueKind(p)) {
                case INT -> editor.setInt(p, goLong(editor.intValue(p) * factor));
                case DOUBLE -> editor.setDouble(p, editor.doubleValue(p) * factor);
                case NONE -> {
                    PointBody body = editor.body(p);
                    if (body != null) {
                        editor.setBody(p, scaled(body, factor));
                        scaleExemplars(editor, p, factor);
                    }
                }
            }
        }
        metric.finish(editor);
    }

    private static PointBody scaled(PointBody body, double factor) {
        return switch (body) {
            case HistogramBody h ->
                new HistogramBody(
                        h.count(),
                        scaled(h.sum(), factor),
                        scaled(h.min(), factor),
                        scaled(h.max(), factor),
                        h.bucketCounts(),
                        Arrays.stream(h.bounds()).map(bound -> bound * factor).toArray());
            case ExponentialHistogramBody e ->
                new ExponentialHistogramBody(
                        e.count(),
                        scaled(e.sum(), factor),
                        scaled(e.min(), factor),
                        scaled(e.max(), factor),
                        e.scale(),
                        e.zeroCount(),
                        e.zeroThreshold() * factor,
                        moved(e.positive(), e.scale(), factor),
                        moved(e.negative(), e.scale(), factor));
            case PointBody.SummaryBody summary -> summary;
        };
    }

    /** The scale stays, so all buckets move by the same: the first one goes where its middle goes. */
    private static Buckets moved(Buckets buckets, int scale, double factor) {
        if (buckets.counts().length == 0) {
            return buckets;
        }
        double base = Math.pow(2, Math.pow(2, -scale));
        double middle = (Math.pow(base, buckets.offset()) + Math.pow(base, buckets.offset() + 1)) / 2;
        double index = Math.ceil(Math.log(middle * factor) * Math.scalb(1 / Math.log(2), scale)) - 1;
        return new Buckets((int) goLong(index), buckets.counts());
    }

    private static OptionalNumber scaled(OptionalNumber number, double factor) {
        return number.isSet() ? OptionalNumber.of(number.value() * factor) : number;
    }

    private static void scaleExemplars(BatchEditor editor, int p, double factor) {
        if (editor.exemplars(p).isEmpty()) {
            return;
        }
        List<Exemplar> scaled = new ArrayList<>();
        for (Exemplar exemplar : editor.exemplars(p)) {
            long bits = switch (exemplar.kind()) {
                case INT -> goLong(exemplar.valueBits() * factor);
                case DOUBLE -> Double.doubleToRawLongBits(Double.longBitsToDouble(exemplar.valueBits()) * factor);
                case NONE -> exemplar.valueBits();
            };
            scaled.add(new Exemplar(
                    exemplar.filteredAttributes(),
                    exemplar.timeUnixNano(),
                    exemplar.kind(),
                    bits,
                    exemplar.traceId(),
                    exemplar.spanId()));
        }
        editor.setExemplars(p, scaled);
    }
}
