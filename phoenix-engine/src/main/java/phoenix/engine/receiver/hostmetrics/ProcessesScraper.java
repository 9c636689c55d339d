package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import phoenix.metrics.Attributes;

/** How many processes there are in each state, and how many were ever made. */
final class ProcessesScraper implements Scraper {
    private static final int METRICS = 2;

    private static final List<String> STATUSES = List.of(
            "blocked",
            "running",
            "daemon",
            "detached",
            "idle",
            "locked",
            "orphan",
            "paging",
            "sleeping",
            "stopped",
            "system",
            "unknown",
            "zombies");

    private static final int BLOCKED = 0;
    private static final int RUNNING = 1;
    private static final int UNKNOWN = STATUSES.indexOf("unknown");

    private static final List<Attributes> ATTRIBUTES =
            STATUSES.stream().map(status -> Attributes.of("status", status)).toList();

    private final HostPaths paths;
    private final ScraperOutput output;
    private final MetricRecorder count;
    private final MetricRecorder created;

    ProcessesScraper(HostPaths paths, Map<String, MetricSettings> settings) {
        this.paths = paths;
        output = new ScraperOutput(type(), settings);
        count = output.metric("system.processes.count");
        created = output.metric("system.processes.created");
    }

    @Override
    public ScraperType type() {
        return ScraperType.PROCESSES;
    }

    @Override
    public void scrape(Scrape scrape) {
        long now = scrape.nowUnixNano();
        try {
            long[] counts = new long[STATUSES.size()];
            for (ProcessEntry process : scrape.processes().read(scrape.reader())) {
                counts[status(process.stat.state)]++;
            }
            readKernelCounts(scrape.reader(), counts, now);
            record(counts, scrape.processes().listedCount(), now);
        } catch (IOException e) {
            output.discard();
            scrape.errors().add(METRICS, type(), "cannot count the processes", e);
            return;
        }
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    private static int status(byte state) {
        return STATUSES.indexOf(
                switch (state) {
                    case 'D', 'U' -> "blocked";
                    case 'R' -> "running";
                    case 'S' -> "sleeping";
                    case 'I' -> "idle";
                    case 'T', 't' -> "stopped";
                    case 'Z' -> "zombies";
                    case 'W' -> "paging";
                    case 'L' -> "locked";
                    case 'A' -> "daemon";
                    case 'E' -> "detached";
                    case 'O' -> "orphan";
                    case 'Y' -> "system";
                    default -> "unknown";
                });
    }

    /** The kernel counts running and blocked ones at one moment, and threads rather than processes. */
    private void readKernelCounts(TextReader reader, long[] counts, long now) throws IOException {
        counts[RUNNING] = 0;
        counts[BLOCKED] = 0;
        try (TextReader stat = reader.open(paths.proc("stat"))) {
            while (stat.nextLine()) {
                if (stat.lineStartsWith("processes ")) {
                    created.add(now, Attributes.EMPTY, stat.skipFields(1).nextNumber());
                } else if (stat.lineStartsWith("procs_running ")) {
                    counts[RUNNING] = stat.skipFields(1).nextNumber();
                } else if (stat.lineStartsWith("procs_blocked ")) {
                    counts[BLOCKED] = stat.skipFields(1).nextNumber();
                }
            }
        }
    }

    private void record(long[] counts, int listed, long now) {
        long known = 0;
        for (long of : counts) {
            known += of;
        }
        if (listed > known) {
            counts[UNKNOWN] = listed - known;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 || i == RUNNING || i == BLOCKED) {
                count.add(now, ATTRIBUTES.get(i), counts[i]);
            }
        }
    }
}
