package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.Map;
import phoenix.metrics.Attributes;

/** For how long the host has been up, from {@code /proc/uptime}. */
final class SystemScraper implements Scraper {
    private final HostPaths paths;
    private final ScraperOutput output;
    private final MetricRecorder uptime;

    SystemScraper(HostPaths paths, Map<String, MetricSettings> settings) {
        this.paths = paths;
        output = new ScraperOutput(type(), settings);
        uptime = output.metric("system.uptime");
    }

    @Override
    public ScraperType type() {
        return ScraperType.SYSTEM;
    }

    @Override
    public void scrape(Scrape scrape) {
        long now = scrape.nowUnixNano();
        try {
            // The Collector asks sysinfo(2), which rounds every begun second up.
            double seconds = BootTime.uptimeSeconds(paths, scrape.reader());
            uptime.add(now, Attributes.EMPTY, Math.floor(seconds) + 1);
        } catch (IOException e) {
            scrape.errors().add(1, type(), "cannot read the uptime", e);
            return;
        }
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }
}
