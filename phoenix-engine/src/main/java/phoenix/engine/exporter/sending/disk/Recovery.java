package phoenix.engine.exporter.sending.disk;

/**
 * What was found when a queue was opened.
 *
 * @param requests that wait to be sent
 * @param tornBytes what a dying process had written of a request that nobody was told is taken
 * @param damagedRequests what something changed after it was written; they are lost
 */
public record Recovery(long requests, long points, long tornBytes, long damagedRequests) {
    static final Recovery NOTHING = new Recovery(0, 0, 0, 0);

    Recovery plus(Recovery other) {
        return new Recovery(
                requests + other.requests,
                points + other.points,
                tornBytes + other.tornBytes,
                damagedRequests + other.damagedRequests);
    }
}
