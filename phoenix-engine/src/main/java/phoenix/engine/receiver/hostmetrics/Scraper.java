package phoenix.engine.receiver.hostmetrics;

/**
 * Reads one part of the host. One thread at a time. A part that cannot be read is told to {@link Scrape#errors} and
 * left out; a scraper never throws because of what it finds.
 */
interface Scraper {
    ScraperType type();

    /** Appends what it finds to the scrape's batch. */
    void scrape(Scrape scrape);
}
