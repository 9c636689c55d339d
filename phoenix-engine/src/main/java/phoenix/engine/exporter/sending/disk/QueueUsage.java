package phoenix.engine.exporter.sending.disk;

/**
 * What a queue on disk holds. A request counts until it is sent or given up.
 *
 * @param bytes of the requests, uncompressed
 * @param diskBytes of the files, which go when all requests in them are done
 */
public record QueueUsage(long requests, long points, long bytes, long diskBytes) {
    static final QueueUsage NOTHING = new QueueUsage(0, 0, 0, 0);

    QueueUsage plus(QueueUsage more) {
        return new QueueUsage(
                requests + more.requests, points + more.points, bytes + more.bytes, diskBytes + more.diskBytes);
    }

    QueueUsage minus(QueueUsage less) {
        return new QueueUsage(
                requests - less.requests, points - less.points, bytes - less.bytes, diskBytes - less.diskBytes);
    }
}
