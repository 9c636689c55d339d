package phoenix.app.sink;

import java.util.Map;

/**
 * What the stand-in has received so far.
 *
 * @param variants by variant: the resource attribute {@code phoenix.variant}, or the name of the listener
 * @param refusedRequests requests that were answered with an error, by the reason
 */
public record SinkSnapshot(Map<String, VariantCounts> variants, Map<String, Long> refusedRequests) {
    /** The counts of one variant; all 0 when nothing came from it. */
    public VariantCounts variant(String name) {
        return variants.getOrDefault(name, VariantCounts.NONE);
    }

    /**
     * The counts of one variant.
     *
     * @param requests that held points of the variant
     * @param wireBytes of request bodies as sent; a request with points of several variants is shared out by points
     * @param uncompressedBytes the same after decompression
     * @param distinctSeries different (resource, scope, metric, attributes)
     * @param seriesOverflow whether there were more series than are counted
     * @param duplicatePoints points of a series and timestamp that had come before; 0 unless points are accounted for
     * @param pointsByMetric by metric name
     * @param faults what New Relic would have dropped or cut, by {@code CATEGORY: message}
     */
    public record VariantCounts(
            long requests,
            long points,
            long wireBytes,
            long uncompressedBytes,
            long distinctSeries,
            boolean seriesOverflow,
            long duplicatePoints,
            Map<String, Long> pointsByMetric,
            Map<String, Long> faults) {
        static final VariantCounts NONE = new VariantCounts(0, 0, 0, 0, 0, false, 0, Map.of(), Map.of());

        public long faultCount() {
            return faults.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
