package phoenix.metrics;

/**
 * A sampled measurement behind a point.
 *
 * @param timeUnixNano unsigned nanoseconds since the epoch
 * @param kind which of the two numbers {@code valueBits} holds: a long, or the bits of a double
 * @param traceId 16 bytes, or empty
 * @param spanId 8 bytes, or empty
 */
public record Exemplar(
        Attributes filteredAttributes,
        long timeUnixNano,
        ValueKind kind,
        long valueBits,
        byte[] traceId,
        byte[] spanId) {}
