package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import phoenix.metrics.Attributes;

/** The load averages of {@code /proc/loadavg}. */
final class LoadScraper implements Scraper {
    private static final List<String> METRICS =
            List.of("system.cpu.load_average.1m", "system.cpu.load_average.5m", "system.cpu.load_average.15m");

    private final HostPaths paths;
    private final ScraperOutput output;
    private final List<MetricRecorder> recorders;
    private final boolean isPerCpu;

    /** @param isPerCpu {@code cpu_average}: divide by the number of processors that this process may use */
    LoadScraper(HostPaths paths, Map<String, MetricSettings> settings, boolean isPerCpu) {
        this.paths = paths;
        this.isPerCpu = isPerCpu;
        output = new ScraperOutput(type(), settings);
        recorders = METRICS.stream().map(output::metric).toList();
    }

    @Override
    public ScraperType type() {
        return ScraperType.LOAD;
    }

    @Override
    public void scrape(Scrape scrape) {
        long now = scrape.nowUnixNano();
        try {
            int divisor = isPerCpu ? processors(scrape.reader()) : 1;
            TextReader line = scrape.reader().readRecord(paths.proc("loadavg"));
            for (MetricRecorder recorder : recorders) {
                line.skipFields(1);
                recorder.add(now, Attributes.EMPTY, line.decimal() / divisor);
            }
        } catch (IOException e) {
            output.discard();
            scrape.errors().add(METRICS.size(), type(), "cannot read the load", e);
            return;
        }
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    /** The affinity mask, not what a container's CPU limit makes of it: that is what the Collector divides by. */
    private int processors(TextReader reader) throws IOException {
        try (TextReader status = reader.open(paths.proc("self/status"))) {
            while (status.nextLine()) {
                if (status.lineStartsWith("Cpus_allowed:")) {
                    status.skipFields(2);
                    return Math.max(1, bits(status.text()));
                }
            }
        }
        return Runtime.getRuntime().availableProcessors();
    }

    private static int bits(String hexMask) {
        return hexMask.chars()
                .map(digit -> Integer.bitCount(Math.max(0, Character.digit(digit, 16))))
                .sum();
    }
}
