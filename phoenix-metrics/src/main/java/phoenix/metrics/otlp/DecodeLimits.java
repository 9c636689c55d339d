package phoenix.metrics.otlp;

/**
 * What one request may hold. A few bytes on the wire can stand for many in memory (an empty point takes two bytes and
 * becomes a row of 37), so a limit on bytes alone does not bound the memory of a decode.
 *
 * @param pointsMax points, and likewise resources, scopes and metrics, in a request
 * @param attributesMax entries of one attribute map or values of one list
 * @param bucketsMax histogram buckets, quantiles and exemplars in a request
 * @param depthMax how deep attribute values may be nested: a value inside a list or map is one level deeper
 */
public record DecodeLimits(int pointsMax, int attributesMax, int bucketsMax, int depthMax) {
    public static final DecodeLimits DEFAULT = new DecodeLimits(1_000_000, 1024, 8_000_000, 64);

    public DecodeLimits {
        if (pointsMax < 1 || attributesMax < 1 || bucketsMax < 1 || depthMax < 1 || depthMax > 500) {
            throw new IllegalArgumentException("limits must be at least 1, and depthMax at most 500");
        }
    }
}
