package phoenix.metrics;

/**
 * Estimates what a batch keeps from the garbage collector. Attribute maps count as the reference to them: those of
 * streams are interned and shared by all batches.
 */
final class HeldBytes {
    private static final int BATCH_BYTES = 200;
    private static final int RESOURCE_BYTES = 56;
    private static final int SCOPE_BYTES = 64;
    private static final int METRIC_BYTES = 56;
    private static final int POINT_BYTES = 40;
    private static final int BODY_BYTES = 160;
    private static final int EXEMPLAR_BYTES = 120;

    private HeldBytes() {}

    static long of(MetricBatch batch) {
        long bytes = BATCH_BYTES
                + (long) RESOURCE_BYTES * batch.resourceCount()
                + (long) SCOPE_BYTES * batch.scopeCount()
                + (long) METRIC_BYTES * batch.metricCount()
                + (long) POINT_BYTES * batch.pointCount();
        PointColumns points = batch.points;
        for (int p = 0; points.bodies != null && p < batch.pointCount(); p++) {
            PointBody body = points.bodies[p];
            bytes += body == null ? 0 : of(body);
        }
        for (int p = 0; points.exemplars != null && p < batch.pointCount(); p++) {
            bytes += (long) EXEMPLAR_BYTES * batch.exemplars(p).size();
        }
        return bytes;
    }

    static long of(PointBody body) {
        return switch (body) {
            case PointBody.HistogramBody h -> BODY_BYTES + 8L * (h.bucketCounts().length + h.bounds().length);
            case PointBody.ExponentialHistogramBody e ->
                BODY_BYTES + 8L * (e.positive().counts().length + e.negative().counts().length);
            case PointBody.SummaryBody s -> BODY_BYTES + 32L * s.quantiles().size();
        };
    }
}
