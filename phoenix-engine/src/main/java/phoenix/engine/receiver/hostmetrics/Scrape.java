package phoenix.engine.receiver.hostmetrics;

import java.time.Instant;
import java.time.InstantSource;
import phoenix.metrics.BatchBuilder;

/**
 * One round through all scrapers of a receiver.
 *
 * @param out takes the points
 * @param clock for their time
 * @param bootTimeUnixNano the start time of the host's counters
 * @param reader shared by the scrapers, which use it one after another
 * @param processes read when the first scraper asks for them
 * @param errors what could not be read
 */
record Scrape(
        BatchBuilder out,
        InstantSource clock,
        long bootTimeUnixNano,
        TextReader reader,
        ProcessTable processes,
        ScrapeErrors errors) {

    long nowUnixNano() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
