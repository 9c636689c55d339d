package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import phoenix.metrics.Attributes;

/** How the memory of the host is used, from {@code /proc/meminfo}. */
final class MemoryScraper implements Scraper {
    private static final String[] KEYS = {
        "MemTotal:",
        "MemFree:",
        "MemAvailable:",
        "Buffers:",
        "Cached:",
        "SReclaimable:",
        "SUnreclaim:",
        "Shmem:",
        "Dirty:",
        "Hugepagesize:",
        "HugePages_Total:",
        "HugePages_Free:",
        "HugePages_Rsvd:",
        "HugePages_Surp:"
    };

    private static final int TOTAL = 0;
    private static final int FREE = 1;
    private static final int AVAILABLE = 2;
    private static final int BUFFERS = 3;
    private static final int CACHED = 4;
    private static final int RECLAIMABLE = 5;
    private static final int UNRECLAIMABLE = 6;
    private static final int SHARED = 7;
    private static final int DIRTY = 8;
    private static final int HUGE_BYTES = 9;
    private static final int HUGE_TOTAL = 10;
    private static final int HUGE_FREE = 11;
    private static final int HUGE_RESERVED = 12;
    private static final int HUGE_SURPLUS = 13;

    private static final List<Attributes> STATES = List.of(
            Attributes.of("state", "used"),
            Attributes.of("state", "free"),
            Attributes.of("state", "buffered"),
            Attributes.of("state", "cached"),
            Attributes.of("state", "slab_reclaimable"),
            Attributes.of("state", "slab_unreclaimable"));

    private static final Attributes HUGE_PAGES_FREE = Attributes.of("system.memory.linux.hugepages.state", "free");
    private static final Attributes HUGE_PAGES_USED = Attributes.of("system.memory.linux.hugepages.state", "used");

    private final HostPaths paths;
    private final int pageBytes;
    private final ScraperOutput output;
    private final MetricRecorder usage;
    private final MetricRecorder utilization;
    private final long[] values = new long[KEYS.length];

    MemoryScraper(HostPaths paths, KernelSettings kernel, Map<String, MetricSettings> settings) {
        this.paths = paths;
        pageBytes = kernel.pageBytes();
        output = new ScraperOutput(type(), settings);
        usage = output.metric("system.memory.usage");
        utilization = output.metric("system.memory.utilization");
    }

    @Override
    public ScraperType type() {
        return ScraperType.MEMORY;
    }

    @Override
    public void scrape(Scrape scrape) {
        long now = scrape.nowUnixNano();
        try (TextReader info = scrape.reader().open(paths.proc("meminfo"))) {
            read(info);
        } catch (IOException e) {
            scrape.errors().add(2, type(), "cannot read the memory use", e);
            return;
        }
        recordUsage(now);
        recordLinux(now);
        recordHugePages(now);
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    private void read(TextReader info) throws IOException {
        Arrays.fill(values, 0);
        boolean hasAvailable = false;
        while (info.nextLine()) {
            int key = info.nextField() ? keyIndex(info) : -1;
            if (key >= 0) {
                values[key] = info.nextNumber() * (key < HUGE_TOTAL ? 1024 : 1);
                hasAvailable |= key == AVAILABLE;
            }
        }
        if (values[TOTAL] <= 0) {
            throw new MalformedException("no total memory");
        }
        values[CACHED] += values[RECLAIMABLE];
        if (!hasAvailable) { // Linux before 3.14
            values[AVAILABLE] = values[FREE] + values[CACHED];
        }
    }

    private static int keyIndex(TextReader info) {
        for (int i = 0; i < KEYS.length; i++) {
            if (info.fieldIs(KEYS[i])) {
                return i;
            }
        }
        return -1;
    }

    private void recordUsage(long now) {
        long[] bytes = {
            values[TOTAL] - values[AVAILABLE],
            values[FREE],
            values[BUFFERS],
            values[CACHED],
            values[RECLAIMABLE],
            values[UNRECLAIMABLE]
        };
        for (int i = 0; i < bytes.length; i++) {
            usage.add(now, STATES.get(i), bytes[i]);
            utilization.add(now, STATES.get(i), Ratio.of(bytes[i], values[TOTAL]));
        }
    }

    private void recordLinux(long now) {
        record("system.memory.limit", now, values[TOTAL]);
        record("system.memory.page_size", now, pageBytes);
        record("system.linux.memory.available", now, values[AVAILABLE]);
        record("system.linux.memory.dirty", now, values[DIRTY]);
        record("system.memory.linux.shared", now, values[SHARED]);
    }

    private void recordHugePages(long now) {
        long used = values[HUGE_TOTAL] - values[HUGE_FREE];
        record("system.memory.linux.hugepages.page_size", now, values[HUGE_BYTES]);
        record("system.memory.linux.hugepages.limit", now, values[HUGE_TOTAL]);
        record("system.memory.linux.hugepages.reserved", now, values[HUGE_RESERVED]);
        record("system.memory.linux.hugepages.surplus", now, values[HUGE_SURPLUS]);
        MetricRecorder pages = output.metric("system.memory.linux.hugepages.usage");
        pages.add(now, HUGE_PAGES_FREE, values[HUGE_FREE]);
        pages.add(now, HUGE_PAGES_USED, used);
        if (values[HUGE_TOTAL] != 0) {
            MetricRecorder share = output.metric("system.memory.linux.hugepages.utilization");
            share.add(now, HUGE_PAGES_FREE, Ratio.of(values[HUGE_FREE], values[HUGE_TOTAL]));
            share.add(now, HUGE_PAGES_USED, Ratio.of(used, values[HUGE_TOTAL]));
        }
    }

    private void record(String metric, long now, long value) {
        output.metric(metric).add(now, Attributes.EMPTY, value);
    }
}
