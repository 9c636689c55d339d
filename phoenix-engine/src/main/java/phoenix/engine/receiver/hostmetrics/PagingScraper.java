package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import phoenix.metrics.Attributes;

/** Swap use from {@code /proc/swaps}, paging and faults from {@code /proc/vmstat}. */
final class PagingScraper implements Scraper {
    private static final String[] COUNTERS = {"pswpin", "pswpout", "pgpgin", "pgpgout", "pgfault", "pgmajfault"};

    /**
     * The Collector multiplies all of these counts by the size of a page, faults and kilobytes included. Whoever
     * compares the two needs the same numbers, so this does as well.
     */
    private static final long FACTOR = 4096;

    private static final Attributes IN_MAJOR = Attributes.of("direction", "page_in", "type", "major");
    private static final Attributes OUT_MAJOR = Attributes.of("direction", "page_out", "type", "major");
    private static final Attributes IN_MINOR = Attributes.of("direction", "page_in", "type", "minor");
    private static final Attributes OUT_MINOR = Attributes.of("direction", "page_out", "type", "minor");
    private static final Attributes MAJOR = Attributes.of("type", "major");
    private static final Attributes MINOR = Attributes.of("type", "minor");

    private final HostPaths paths;
    private final ScraperOutput output;
    private final MetricRecorder usage;
    private final MetricRecorder utilization;
    private final MetricRecorder operations;
    private final MetricRecorder faults;
    private final DeviceAttributes devices = new DeviceAttributes("state", "used", "free");
    private final Map<String, long[]> bytesOfDevice = new LinkedHashMap<>();

    PagingScraper(HostPaths paths, Map<String, MetricSettings> settings) {
        this.paths = paths;
        output = new ScraperOutput(type(), settings);
        usage = output.metric("system.paging.usage");
        utilization = output.metric("system.paging.utilization");
        operations = output.metric("system.paging.operations");
        faults = output.metric("system.paging.faults");
    }

    @Override
    public ScraperType type() {
        return ScraperType.PAGING;
    }

    @Override
    public void scrape(Scrape scrape) {
        try (TextReader swaps = scrape.reader().open(paths.proc("swaps"))) {
            recordUsage(swaps, scrape.nowUnixNano());
        } catch (IOException e) {
            scrape.errors().add(2, type(), "cannot read the swap use", e);
        }
        try (TextReader vmstat = scrape.reader().open(paths.proc("vmstat"))) {
            recordCounters(vmstat, scrape.nowUnixNano());
        } catch (IOException e) {
            scrape.errors().add(2, type(), "cannot read the paging counters", e);
        }
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    private void recordUsage(TextReader swaps, long now) throws IOException {
        if (!swaps.nextLine() || !swaps.lineStartsWith("Filename")) {
            throw new MalformedException("no line of column names");
        }
        bytesOfDevice.clear();
        while (swaps.nextLine()) {
            swaps.skipFields(1);
            // Two swap files that were removed while in use can have one name; they become one device.
            long[] bytes = bytesOfDevice.computeIfAbsent(swaps.text(), _ -> new long[2]);
            swaps.skipFields(1);
            long total = swaps.nextNumber() * 1024;
            long used = swaps.nextNumber() * 1024;
            bytes[0] += used;
            bytes[1] += total - used;
        }
        devices.beginScrape();
        bytesOfDevice.forEach((device, bytes) -> {
            Attributes[] byState = devices.of(device);
            double total = bytes[0] + bytes[1];
            for (int i = 0; i < bytes.length; i++) {
                usage.add(now, byState[i], bytes[i]);
                utilization.add(now, byState[i], bytes[i] / total);
            }
        });
        devices.endScrape();
    }

    private void recordCounters(TextReader vmstat, long now) throws IOException {
        long[] counts = new long[COUNTERS.length];
        while (vmstat.nextLine()) {
            vmstat.nextField();
            for (int i = 0; i < COUNTERS.length; i++) {
                if (vmstat.fieldIs(COUNTERS[i])) {
                    counts[i] = vmstat.nextNumber() * FACTOR;
                    break;
                }
            }
        }
        operations.add(now, IN_MAJOR, counts[0]);
        operations.add(now, OUT_MAJOR, counts[1]);
        operations.add(now, IN_MINOR, counts[2]);
        operations.add(now, OUT_MINOR, counts[3]);
        faults.add(now, MAJOR, counts[5]);
        faults.add(now, MINOR, counts[4] - counts[5]);
    }
}
