package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.Map;
import phoenix.metrics.Attributes;

/** The counters of block devices, from {@code /proc/diskstats}. Devices that never did anything are left out. */
final class DiskScraper implements Scraper {
    private static final int METRICS = 7;
    private static final int SECTOR_BYTES = 512;
    private static final int COUNTERS = 11;

    private final HostPaths paths;
    private final NameFilter filter;
    private final ScraperOutput output;
    private final MetricRecorder io;
    private final MetricRecorder ioTime;
    private final MetricRecorder merged;
    private final MetricRecorder operationTime;
    private final MetricRecorder operations;
    private final MetricRecorder pendingOperations;
    private final MetricRecorder weightedIoTime;
    private final DeviceAttributes devices = new DeviceAttributes("direction", "read", "write");
    private final long[] counters = new long[COUNTERS];

    DiskScraper(HostPaths paths, Map<String, MetricSettings> settings, NameFilter filter) {
        this.paths = paths;
        this.filter = filter;
        output = new ScraperOutput(type(), settings);
        io = output.metric("system.disk.io");
        ioTime = output.metric("system.disk.io_time");
        merged = output.metric("system.disk.merged");
        operationTime = output.metric("system.disk.operation_time");
        operations = output.metric("system.disk.operations");
        pendingOperations = output.metric("system.disk.pending_operations");
        weightedIoTime = output.metric("system.disk.weighted_io_time");
    }

    @Override
    public ScraperType type() {
        return ScraperType.DISK;
    }

    @Override
    public void scrape(Scrape scrape) {
        long now = scrape.nowUnixNano();
        devices.beginScrape();
        try (TextReader stats = scrape.reader().open(paths.proc("diskstats"))) {
            while (stats.nextLine()) {
                record(stats, now, scrape.errors());
            }
        } catch (IOException e) {
            output.discard();
            scrape.errors().add(METRICS, type(), "cannot read the disk counters", e);
            return;
        }
        devices.endScrape();
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    private void record(TextReader stats, long now, ScrapeErrors errors) {
        try {
            stats.skipFields(3);
            String device = stats.text();
            if (readCounters(stats) && filter.passes(device)) {
                record(now, devices.of(device));
            }
        } catch (MalformedException e) {
            errors.add(METRICS, type(), "cannot read the counters of a disk", e);
        }
    }

    /** Whether any of them is not 0. */
    private boolean readCounters(TextReader stats) throws MalformedException {
        long any = 0;
        for (int i = 0; i < COUNTERS; i++) {
            counters[i] = stats.nextNumber();
            any |= counters[i];
        }
        return any != 0;
    }

    /** Columns: reads, merged, sectors, ms; the same for writes; in progress, ms of I/O, weighted ms. */
    private void record(long now, Attributes[] device) {
        for (int direction = 0; direction < 2; direction++) {
            int first = direction * 4;
            operations.add(now, device[direction], counters[first]);
            merged.add(now, device[direction], counters[first + 1]);
            io.add(now, device[direction], counters[first + 2] * SECTOR_BYTES);
            operationTime.add(now, device[direction], counters[first + 3] / 1000.0);
        }
        pendingOperations.add(now, device[2], counters[8]);
        ioTime.add(now, device[2], counters[9] / 1000.0);
        weightedIoTime.add(now, device[2], counters[10] / 1000.0);
    }
}
