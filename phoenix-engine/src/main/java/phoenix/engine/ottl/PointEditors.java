package phoenix.engine.ottl;

import static phoenix.ottl.ParameterType.FLOAT_LIKE;
import static phoenix.ottl.ParameterType.LITERAL_BOOL;
import static phoenix.ottl.ParameterType.LITERAL_STRING;

import java.util.List;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Temporality;
import phoenix.ottl.FunctionSpec;

/** The editors that run in the datapoint context alone. */
final class PointEditors {
    /** Bounds this near are one bound, as in the Collector. */
    private static final double SAME_BOUND = 1e-12;

    private PointEditors() {}

    static List<Function> all() {
        return List.of(
                summary("convert_summary_sum_val_to_sum", "_sum", false),
                summary("convert_summary_count_val_to_sum", "_count", true),
                Function.editor(FunctionSpec.of("merge_histogram_buckets").takes("bound", FLOAT_LIKE), arguments -> {
                    Getter bound = arguments.getter("bound");
                    if (bound instanceof Getter.Literal(Object value) && value == null) {
                        throw arguments.refuse("bound", "the bound must not be nil");
                    }
                    return row -> {
                        if (row.body() instanceof HistogramBody histogram) {
                            Double number = Values.floatLike(bound.get(row));
                            if (number == null) {
                                throw new EvalException("the bound must not be nil");
                            }
                            mergeBuckets(row, histogram, number);
                        }
                    };
                }));
    }

    private static Function summary(String name, String defaultSuffix, boolean count) {
        FunctionSpec.Builder spec = FunctionSpec.of(name)
                .takes("aggregation_temporality", LITERAL_STRING)
                .takes("monotonic", LITERAL_BOOL)
                .mayTake("suffix", LITERAL_STRING);
        return Function.editor(spec, arguments -> {
            Temporality temporality = MetricEditors.temporality(arguments);
            boolean monotonic = arguments.bool("monotonic");
            String given = arguments.textOrNull("suffix");
            String suffix = given == null ? defaultSuffix : given;
            return row -> {
                MetricInfo metric = row.metric();
                if (metric.type() == MetricType.SUMMARY && row.body() instanceof SummaryBody) {
                    MetricInfo sum = MetricInfo.sum(
                            metric.name() + suffix, metric.description(), metric.unit(), temporality, monotonic);
                    row.add(sum, Extraction.sumOrCount(row, sum, count));
                }
            };
        });
    }

    /** Takes a bound away: the counts of the buckets on its two sides are added up. */
    private static void mergeBuckets(Row row, HistogramBody histogram, double bound) {
        double[] bounds = histogram.bounds();
        long[] counts = histogram.bucketCounts();
        if (bounds.length + 1 != counts.length) {
            return;
        }
        for (int i = 0; i < bounds.length; i++) {
            if (Math.abs(bounds[i] - bound) < SAME_BOUND) {
                double[] fewerBounds = new double[bounds.length - 1];
                long[] fewerCounts = new long[counts.length - 1];
                System.arraycopy(bounds, 0, fewerBounds, 0, i);
                System.arraycopy(bounds, i + 1, fewerBounds, i, bounds.length - i - 1);
                System.arraycopy(counts, 0, fewerCounts, 0, i);
                System.arraycopy(counts, i + 1, fewerCounts, i, counts.length - i - 1);
                fewerCounts[i] += counts[i];
                row.edit().setBody(row.point, PointBodies.withBuckets(histogram, fewerCounts, fewerBounds));
                return;
            }
        }
    }
}
