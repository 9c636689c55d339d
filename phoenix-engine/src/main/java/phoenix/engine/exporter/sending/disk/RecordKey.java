package phoenix.engine.exporter.sending.disk;

/**
 * Which request of a queue it is, and what it counts.
 *
 * @param bytes of the request, uncompressed
 */
public record RecordKey(long segment, int ordinal, int points, int bytes) {}
