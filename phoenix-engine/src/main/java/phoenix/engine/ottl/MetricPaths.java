package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/** Compiles the paths of a metric. */
final class MetricPaths {
    private MetricPaths() {}

    static Accessor compile(String field) {
        return switch (field) {
            case "name" ->
                Paths.text(
                        row -> row.metric().name(),
                        (row, text) -> row.setMetric(row.metric().withName(text)));
            case "description" ->
                Paths.text(
                        row -> row.metric().description(),
                        (row, text) -> row.setMetric(row.metric().withDescription(text)));
            case "unit" ->
                Paths.text(
                        row -> row.metric().unit(),
                        (row, text) -> row.setMetric(row.metric().withUnit(text)));
            // The Collector's setter of the type does nothing either.
            case "type" -> Paths.number(row -> dataType(row.metric().type()), (row, number) -> {});
            case "aggregation_temporality" -> new TemporalityField();
            case "is_monotonic" -> new MonotonicField();
            case "metadata" -> new MetadataField();
            case "data_points" -> new PointsField();
            case "cache" -> new Paths.CacheField();
            default -> throw new IllegalArgumentException(field);
        };
    }

    /** The number of {@code METRIC_DATA_TYPE_*}. */
    private static long dataType(MetricType type) {
        return switch (type) {
            case NONE -> 0;
            case GAUGE -> 1;
            case SUM -> 2;
            case HISTOGRAM -> 3;
            case EXPONENTIAL_HISTOGRAM -> 4;
            case SUMMARY -> 5;
        };
    }

    private static final class TemporalityField implements Accessor.LongField {
        @Override
        public boolean isPresent(Row row) {
            return switch (row.metric().type()) {
                case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM -> true;
                case NONE, GAUGE, SUMMARY -> false;
            };
        }

        @Override
        public long number(Row row) {
            return switch (row.metric().temporality()) {
                case UNSPECIFIED -> 0;
                case DELTA -> 1;
                case CUMULATIVE -> 2;
            };
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            // The Collector keeps the low 32 bits, and what they name nothing of is written as unspecified.
            Temporality temporality = switch ((int) Values.integer(value)) {
                case 1 -> Temporality.DELTA;
                case 2 -> Temporality.CUMULATIVE;
                default -> Temporality.UNSPECIFIED;
            };
            if (isPresent(row)) {
                MetricInfo old = row.metric();
                row.setMetric(old.withType(old.type(), temporality, old.monotonic()));
            }
        }
    }

    private static final class MonotonicField implements Accessor {
        @Override
        public @Nullable Object get(Row row) {
            return row.metric().type() == MetricType.SUM ? row.metric().monotonic() : null;
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            boolean monotonic = Values.bool(value);
            MetricInfo old = row.metric();
            if (old.type() == MetricType.SUM) {
                row.setMetric(old.withType(old.type(), old.temporality(), monotonic));
            }
        }
    }

    private static final class MetadataField implements Accessor.MapField {
        @Override
        public Attributes map(Row row) {
            return row.metric().metadata();
        }

        @Override
        public void setMap(Row row, Attributes map) {
            row.setMetric(row.metric().withMetadata(map));
        }
    }

    /** The points of a metric as one value: it can be counted, and given to another metric of the same shape. */
    record Points(MetricType type, MetricBatch batch, int start, int end) {
        int count() {
            return end - start;
        }
    }

    private static final class PointsField implements Accessor {
        @Override
        public @Nullable Object get(Row row) {
            if (row.metric().type() == MetricType.NONE) {
                return null;
            }
            return new Points(row.metric().type(), row.pointsBatch(), row.pointStart(), row.pointEnd());
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            MetricInfo metric = row.metric();
            if (!(value instanceof Points points) || !sameShape(points.type(), metric.type())) {
                throw new EvalException("the points of a " + metric.type() + " cannot be set to " + Values.kind(value));
            }
            row.replacePoints(PointCopies.copy(metric, points));
        }

        private static boolean sameShape(MetricType a, MetricType b) {
            return a == b || (a.isNumber() && b.isNumber());
        }
    }
}
