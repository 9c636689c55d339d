package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import phoenix.metrics.Attributes;

/**
 * The counters of network interfaces from {@code /proc/net/dev}, TCP connections by state, and the connection tracking
 * table. All of the network namespace of this process.
 */
final class NetworkScraper implements Scraper {
    private static final int INTERFACE_METRICS = 4;
    private static final int COLUMNS_MIN = 13;

    private final HostPaths paths;
    private final NameFilter filter;
    private final ScraperOutput output;
    private final MetricRecorder io;
    private final MetricRecorder packets;
    private final MetricRecorder errorsSeen;
    private final MetricRecorder dropped;
    private final MetricRecorder connections;
    private final MetricRecorder trackedCount;
    private final MetricRecorder trackedMax;
    private final DeviceAttributes devices = new DeviceAttributes("direction", "transmit", "receive");
    private final TcpStates tcpStates = new TcpStates();
    private final long[] columns = new long[COLUMNS_MIN];

    NetworkScraper(HostPaths paths, Map<String, MetricSettings> settings, NameFilter filter) {
        this.paths = paths;
        this.filter = filter;
        output = new ScraperOutput(type(), settings);
        io = output.metric("system.network.io");
        packets = output.metric("system.network.packets");
        errorsSeen = output.metric("system.network.errors");
        dropped = output.metric("system.network.dropped");
        connections = output.metric("system.network.connections");
        trackedCount = output.metric("system.network.conntrack.count");
        trackedMax = output.metric("system.network.conntrack.max");
    }

    @Override
    public ScraperType type() {
        return ScraperType.NETWORK;
    }

    @Override
    public void scrape(Scrape scrape) {
        recordInterfaces(scrape);
        if (connections.isOn()) {
            recordConnections(scrape);
        }
        if (trackedCount.isOn() || trackedMax.isOn()) {
            recordTracked(scrape);
        }
        output.emit(scrape.out(), scrape.bootTimeUnixNano());
    }

    private void recordInterfaces(Scrape scrape) {
        long now = scrape.nowUnixNano();
        devices.beginScrape();
        try (TextReader lines = scrape.reader().open(paths.proc("net/dev"))) {
            lines.nextLine();
            if (!lines.nextLine()) {
                throw new MalformedException("no lines of column names");
            }
            while (lines.nextLine()) {
                recordInterface(lines, now, scrape.errors());
            }
            devices.endScrape();
        } catch (IOException e) {
            output.discard();
            scrape.errors().add(INTERFACE_METRICS, type(), "cannot read the interface counters", e);
        }
    }

    private void recordInterface(TextReader line, long now, ScrapeErrors errors) {
        int colon = line.lastIndexInLine(':');
        if (colon < 0) {
            return;
        }
        String name = line.text(line.lineStart(), colon).strip();
        if (name.isEmpty() || !filter.passes(name)) {
            return;
        }
        try {
            line.seek(colon + 1);
            for (int i = 0; i < columns.length; i++) {
                columns[i] = line.nextNumber();
            }
        } catch (MalformedException e) {
            errors.add(INTERFACE_METRICS, type(), "cannot read the counters of an interface", e);
            return;
        }
        Attributes[] byDirection = devices.of(name);
        for (int direction = 0; direction < 2; direction++) {
            int first = direction == 0 ? 8 : 0; // the columns of what was sent follow those of what was received
            io.add(now, byDirection[direction], columns[first]);
            packets.add(now, byDirection[direction], columns[first + 1]);
            errorsSeen.add(now, byDirection[direction], columns[first + 2]);
            dropped.add(now, byDirection[direction], columns[first + 3]);
        }
    }

    private void recordConnections(Scrape scrape) {
        long now = scrape.nowUnixNano();
        tcpStates.clear();
        try {
            tcpStates.count(scrape.reader(), paths.proc("net/tcp"), false);
            File tcp6 = paths.proc("net/tcp6");
            if (tcp6.exists()) {
                tcpStates.count(scrape.reader(), tcp6, true);
            }
            tcpStates.record(connections, now);
        } catch (IOException e) {
            scrape.errors().add(1, type(), "cannot read the TCP connections", e);
        }
    }

    private void recordTracked(Scrape scrape) {
        long now = scrape.nowUnixNano();
        try {
            String folder = "sys/net/netfilter/nf_conntrack_";
            long count =
                    scrape.reader().readRecord(paths.proc(folder + "count")).nextNumber();
            long max = scrape.reader().readRecord(paths.proc(folder + "max")).nextNumber();
            trackedCount.add(now, Attributes.EMPTY, count);
            trackedMax.add(now, Attributes.EMPTY, max);
        } catch (IOException e) {
            scrape.errors().add(2, type(), "cannot read the connection tracking table", e);
        }
    }
}
