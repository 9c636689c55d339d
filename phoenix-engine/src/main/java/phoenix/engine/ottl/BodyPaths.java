package phoenix.engine.ottl;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.SummaryBody;

/** Compiles the paths that only the points of histograms and summaries have; nil and no effect for other points. */
final class BodyPaths {
    private BodyPaths() {}

    static Accessor compile(String field) {
        return switch (field) {
            case "count" -> new Field(BodyPaths::count, (body, v) -> PointBodies.withCount(body, Values.integer(v)));
            case "sum" -> new Field(BodyPaths::sum, (body, v) -> PointBodies.withSum(body, Values.floating(v)));
            case "bucket_counts" ->
                new Field(
                        body -> body instanceof HistogramBody h ? h.bucketCounts() : null,
                        (body, v) -> body instanceof HistogramBody h
                                ? PointBodies.withBuckets(h, longs(v), h.bounds())
                                : body);
            case "explicit_bounds" ->
                new Field(
                        body -> body instanceof HistogramBody h ? h.bounds() : null,
                        (body, v) -> body instanceof HistogramBody h
                                ? PointBodies.withBuckets(h, h.bucketCounts(), doubles(v))
                                : body);
            case "scale" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e ? (Object) (long) e.scale() : null,
                        (body, v) -> body instanceof ExponentialHistogramBody e
                                ? PointBodies.withScale(e, (int) Values.integer(v))
                                : body);
            case "zero_count" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e ? (Object) e.zeroCount() : null,
                        (body, v) -> body instanceof ExponentialHistogramBody e
                                ? PointBodies.withZeroCount(e, Values.integer(v))
                                : body);
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
                        (body, v) -> body instanceof ExponentialHistogramBody e
                                ? PointBodies.withSide(
                                        e,
                                        positive,
                                        new Buckets(
                                                (int) Values.integer(v),
                                                side(e, positive).counts()))
                                : body);
            case "bucket_counts" ->
                new Field(
                        body -> body instanceof ExponentialHistogramBody e
                                ? side(e, positive).counts()
                                : null,
                        (body, v) -> body instanceof ExponentialHistogramBody e
                                ? PointBodies.withSide(
                                        e,
                                        positive,
                                        new Buckets(side(e, positive).offset(), longs(v)))
                                : body);
            default -> throw new IllegalArgumentException(field);
        };
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
        throw new EvalException(Values.expected("bucket counts", value));
    }

    private static double[] doubles(@Nullable Object value) throws EvalException {
        if (value instanceof double[] bounds) {
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
            if (body != null) {
                row.edit().setBody(row.point, writer.write(body, value));
            }
        }
    }
}
