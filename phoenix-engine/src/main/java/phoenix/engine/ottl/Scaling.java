package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.BatchEditor;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.NumberText;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.Quantile;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.ValueKind;

/** Multiplies all values of a metric; integers stay integers and lose what is behind the point. */
final class Scaling {
    private Scaling() {}

    static MetricBatch scaled(Row row, double factor) {
        MetricBatch copy = PointCopies.of(row.metric(), row.pointEnd() - row.pointStart())
                .points(row.pointsBatch(), row.pointStart(), row.pointEnd())
                .build();
        BatchEditor editor = new BatchEditor(copy);
        for (int p = 0; p < copy.pointCount(); p++) {
            switch (copy.valueKind(p)) {
                case INT -> editor.setInt(p, NumberText.truncated(copy.intValue(p) * factor));
                case DOUBLE -> editor.setDouble(p, copy.doubleValue(p) * factor);
                case NONE -> scaleBody(copy, editor, p, factor);
            }
        }
        return editor.toBatch();
    }

    private static void scaleBody(MetricBatch copy, BatchEditor editor, int p, double factor) {
        PointBody scaled = scaled(copy.body(p), factor);
        if (scaled != null) {
            editor.setBody(p, scaled);
        }
        if (scaled instanceof HistogramBody && !copy.exemplars(p).isEmpty()) {
            List<Exemplar> exemplars = new ArrayList<>();
            copy.exemplars(p).forEach(exemplar -> exemplars.add(scaled(exemplar, factor)));
            editor.setExemplars(p, exemplars);
        }
    }

    private static @Nullable PointBody scaled(@Nullable PointBody body, double factor) {
        return switch (body) {
            case HistogramBody h -> {
                double[] bounds = h.bounds().clone();
                for (int i = 0; i < bounds.length; i++) {
                    bounds[i] *= factor;
                }
                yield new HistogramBody(
                        h.count(),
                        scaled(h.sum(), factor),
                        scaled(h.min(), factor),
                        scaled(h.max(), factor),
                        h.bucketCounts(),
                        bounds);
            }
            case SummaryBody s ->
                new SummaryBody(
                        s.count(),
                        s.sum() * factor,
                        s.quantiles().stream()
                                .map(q -> new Quantile(q.quantile(), q.value() * factor))
                                .toList());
            case null, default -> null;
        };
    }

    private static OptionalNumber scaled(OptionalNumber number, double factor) {
        return number.isSet() ? OptionalNumber.of(number.value() * factor) : number;
    }

    private static Exemplar scaled(Exemplar exemplar, double factor) {
        long bits = switch (exemplar.kind()) {
            case INT -> NumberText.truncated(exemplar.valueBits() * factor);
            case DOUBLE -> Double.doubleToRawLongBits(Double.longBitsToDouble(exemplar.valueBits()) * factor);
            case NONE -> exemplar.valueBits();
        };
        return new Exemplar(
                exemplar.filteredAttributes(),
                exemplar.timeUnixNano(),
                exemplar.kind() == ValueKind.NONE ? ValueKind.NONE : exemplar.kind(),
                bits,
                exemplar.traceId(),
                exemplar.spanId());
    }
}
