package phoenix.engine.ottl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Value;

/** Compiles the paths that only the points of histograms and summaries have: nil for others, and an error to set there. */
final class BodyPaths {
    private BodyPaths() {}

    static Accessor compile(String field) {
        return switch (field) {
            case "count" -> new Field(BodyPaths::count, (body, v) -> PointBodies.withCount(body, Values.integer(v)));
            case "sum" -> new Field(BodyPaths::sum, (body, v) -> PointBodies.withSum(body, Values.floating(v)));
            case "bucket_counts" ->
                new Field(body -> body instanceof HistogramBody h ? h.bucketCounts() : null, (body, v) -> {
                    HistogramBody h = as(HistogramBody.class, body);
                    return PointBodies.withBuckets(h, longs(v), h.bounds());
                });
            case "explicit_bounds" ->
                new Field(body -> body instanceof HistogramBody h ? h.bounds() : null, (body, v) -> {
                    HistogramBody h = as(HistogramBody.class, body);
                    return PointBodies.withBuckets(h, h.bucketCounts(), doubles(v));
                });
            case "scale" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e ? (Object) (long) e.scale() : null,
                        (body, v) -> PointBodies.withScale(
                                as(ExponentialHistogramBody.class, body), (int) Values.integer(v)));
            case "zero_count" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e ? (Object) e.zeroCount() : null,
                        (body, v) ->
                                PointBodies.withZeroCount(as(ExponentialHistogramBody.class, body), Values.integer(v)));
            case "quantile_values" ->
                new Field(
                        body -> body instanceof SummaryBody s ? new QuantileList(s) : null,
                        (body, v) -> body instanceof SummaryBody s && v instanceof QuantileList(SummaryBody from)
                                ? new SummaryBody(s.count(), s.sum(), from.quantiles())
                                : body);
            default -> buckets(field);
        };
    }

    private static Accessor buckets(String field) {
        boolean positive = field.startsWith("positive");
        return switch (field.substring(field.indexOf('.') + 1)) {
            case "positive", "negative" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e ? side(e, positive) : null,
                        (body, v) -> body instanceof ExponentialHistogramBody e && v instanceof Buckets b
                                ? PointBodies.withSide(e, positive, b)
                                : body);
            case "offset" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e
                                ? (Object) (long) side(e, positive).offset()
                                : null,
                        (body, v) -> {
                            ExponentialHistogramBody e = as(ExponentialHistogramBody.class, body);
                            Buckets moved = new Buckets(
                                    (int) Values.integer(v), side(e, positive).counts());
                            return PointBodies.withSide(e, positive, moved);
                        });
            case "bucket_counts" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e
                                ? side(e, positive).counts()
                                : null,
                        (body, v) -> {
                            ExponentialHistogramBody e = as(ExponentialHistogramBody.class, body);
                            return PointBodies.withSide(
                                    e, positive, new Buckets(side(e, positive).offset(), longs(v)));
                        });
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static <B extends PointBody> B as(Class<B> type, PointBody body) throws EvalException {
        if (!type.isInstance(body)) {
            throw new EvalException("a point of this type has no such field");
        }
        return type.cast(body);
    }

    private static Buckets side(ExponentialHistogramBody body, boolean positive) {
        return positive ? body.positive() : body.negative();
    }

    /** The quantiles of a summary as one value. */
    record QuantileList(SummaryBody of) {}

    private static Object count(PointBody body) {
        return switch (body) {
            case HistogramBody h -> h.count();
            case ExponentialHistogramBody e -> e.count();
            case SummaryBody s -> s.count();
        };
    }

    private static Object sum(PointBody body) {
        return switch (body) {
            case HistogramBody h -> number(h.sum());
            case ExponentialHistogramBody e -> number(e.sum());
            case SummaryBody s -> s.sum();
        };
    }

    private static double number(OptionalNumber number) {
        return number.isSet() ? number.value() : 0;
    }

    private static long[] longs(@Nullable Object value) throws EvalException {
        if (value instanceof long[] counts) {
            return counts;
        }
        if (value instanceof Value.ListValue || value instanceof GoList) {
            List<Value> items = Values.list(value);
            long[] counts = new long[items.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = Values.integer(Values.unwrap(items.get(i)));
            }
            return counts;
        }
        throw new EvalException(Values.expected("bucket counts", value));
    }

    private static double[] doubles(@Nullable Object value) throws EvalException {
        if (value instanceof double[] bounds) {
            return bounds;
        }
        if (value instanceof Value.ListValue || value instanceof GoList) {
            List<Value> items = Values.list(value);
            double[] bounds = new double[items.size()];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = Values.floating(Values.unwrap(items.get(i)));
            }
            return bounds;
        }
        throw new EvalException(Values.expected("bounds", value));
    }

    private interface Reader {
        @Nullable
        Object read(PointBody body);
    }

    private interface Writer {
        PointBody write(PointBody body, @Nullable Object value) throws EvalException;
    }

    private record Field(Reader reader, Writer writer) implements Accessor {
        @Override
        public @Nullable Object get(Row row) {
            PointBody body = row.body();
            return body == null ? null : reader.read(body);
        }

        @Override
        public void set(Row row, @Nullable Object value) throws EvalException {
            PointBody body = row.body();
            if (body == null) {
                throw new EvalException("a point with a number has no such field");
            }
            row.edit().setBody(row.point, writer.write(body, value));
        }
    }
}
