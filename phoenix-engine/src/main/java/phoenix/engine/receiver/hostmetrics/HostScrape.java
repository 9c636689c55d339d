package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricBatch;

/** Runs all scrapers of a receiver one after another into one batch. One thread at a time. */
final class HostScrape {
    private final List<Scraper> scrapers;
    private final Host host;
    private final TextReader reader = new TextReader();
    private final ProcessTable processes;
    private final ScrapeErrors errors;
    private final long bootTimeUnixNano;
    private int expectedPoints = 64;

    /**
     * Looks up when the host started.
     *
     * @throws IOException when that cannot be found out: then {@code /proc} is not there, or not what it should be
     */
    HostScrape(List<Scraper> scrapers, Host host, ScrapeErrors errors) throws IOException {
        this.scrapers = List.copyOf(scrapers);
        this.host = host;
        this.errors = errors;
        processes = new ProcessTable(host.paths());
        bootTimeUnixNano = BootTime.readUnixSeconds(host.paths(), reader, host.clock()) * 1_000_000_000L;
    }

    /** Gets what became of one scraper's part of a scrape. */
    @FunctionalInterface
    interface Counts {
        void of(ScraperType scraper, long points, long failedMetrics);
    }

    /** @param isOutOfTime asked before each scraper; once it says so the rest is left out and counted */
    MetricBatch scrape(BooleanSupplier isOutOfTime, Counts counts) {
        BatchBuilder out = new BatchBuilder(expectedPoints);
        processes.beginScrape();
        Scrape scrape = new Scrape(out, host.clock(), bootTimeUnixNano, reader, processes, errors);
        for (Scraper scraper : scrapers) {
            long failedBefore = errors.failedMetrics();
            int pointsBefore = out.pointCount();
            if (isOutOfTime.getAsBoolean()) {
                int metrics = scraper.type().metrics().size();
                errors.add(metrics, scraper.type(), "the scrape ran out of time", "timeout", "see timeout");
            } else {
                scraper.scrape(scrape);
            }
            counts.of(scraper.type(), out.pointCount() - pointsBefore, errors.failedMetrics() - failedBefore);
        }
        MetricBatch batch = out.build();
        // A little room, so that a few more processes do not cost a copy of all columns.
        expectedPoints = batch.pointCount() + batch.pointCount() / 8 + 16;
        return batch;
    }

    /** How many processes are remembered from scrape to scrape. */
    int rememberedProcesses() {
        return processes.size();
    }

    /** How many metrics are missing so far because of errors. */
    long failedMetrics() {
        return errors.failedMetrics();
    }
}
