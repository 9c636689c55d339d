package phoenix.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One program in one scenario: started, warmed up, measured, checked for loss, ended. */
final class Run {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);
    /** As long as nothing more arrives, all has: longer than the timeout of the batch processor. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final long LOOK_MILLIS = 50;
    private static final String ACCEPTED = "otelcol_receiver_accepted_metric_points";

    private final Scenario scenario;
    private final Options options;
    private final Path folder;
    private final InstantSource clock;
    private long accepted;

    Run(Scenario scenario, Options options, Path folder, InstantSource clock) {
        this.scenario = scenario;
        this.options = options;
        this.folder = folder;
        this.clock = clock;
    }

    Reading of(Program program) throws IOException, InterruptedException {
        try (BenchSink sink = BenchSink.start(clock)) {
            Map<String, String> ports = ports(sink);
            long started = System.nanoTime();
            try (Child child = Child.start(program.command(), ports, folder, "collector")) {
                return switch (scenario.check()) {
                    case FIRST_EXPORT -> firstExport(child, sink, started);
                    case NO_LOAD -> withoutLoad(child, pages(program, child, ports));
                    case ALL_ARRIVE, ALL_COUNTED, SAME_SHARE -> loaded(program, child, sink, ports);
                };
            }
        }
    }

    private static Map<String, String> ports(BenchSink sink) throws IOException {
        Map<String, String> ports = new LinkedHashMap<>();
        ports.put("OUT", Integer.toString(sink.port()));
        // All are held at once, so that they differ.
        try (ServerSocket in = free();
                ServerSocket page = free();
                ServerSocket telemetry = free()) {
            ports.put("IN", Integer.toString(in.getLocalPort()));
            ports.put("PROM", Integer.toString(page.getLocalPort()));
            ports.put("TELEMETRY", Integer.toString(telemetry.getLocalPort()));
        }
        return ports;
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static Reading firstExport(Child child, BenchSink sink, long started)
            throws IOException, InterruptedException {
        if (!sink.awaitFirst(START_MAX.toSeconds())) {
            throw new IOException("no export within " + START_MAX + ": " + child.lastWords());
        }
        double millis = (System.nanoTime() - started) / 1e6;
        double nan = Double.NaN;
        double peak = ProcFile.peakMegabytes(child.pid());
        return new Reading(nan, ProcFile.cpuSeconds(child.pid()), peak, nan, nan, nan, nan, nan, millis, "");
    }

    private Reading withoutLoad(Child child, List<Integer> pages) throws IOException, InterruptedException {
        List<Thread> scrapers = scrape(pages);
        boolean ended = child.awaitEnd(options.hostDuration().toMillis());
        scrapers.forEach(Thread::interrupt);
        if (ended) {
            throw new IOException("it ended: " + child.lastWords());
        }
        double nan = Double.NaN;
        double peak = ProcFile.peakMegabytes(child.pid());
        return new Reading(nan, ProcFile.cpuSeconds(child.pid()), peak, nan, nan, nan, nan, nan, nan, "");
    }

    private Reading loaded(Program program, Child child, BenchSink sink, Map<String, String> ports)
            throws IOException, InterruptedException {
        int in = port(ports, "IN");
        awaitListening(child, in);
        LoadGenerator generator = new LoadGenerator(options, in, folder);
        List<Thread> scrapers = scrape(pages(program, child, ports));
        count(generator.send(options.warmUp(), 0));
        drain(sink);
        double before = ProcFile.cpuSeconds(child.pid());
        LoadGenerator.Sent sent = count(generator.send(options.duration(), 0));
        drain(sink);
        double cpu = ProcFile.cpuSeconds(child.pid()) - before;
        Delays delays = sink.measureDelays();
        if (scenario.check() != Scenario.Check.ALL_COUNTED) {
            count(generator.send(options.duration().dividedBy(2), options.pointsPerSecond()));
            drain(sink);
        }
        scrapers.forEach(Thread::interrupt);
        long due = accepted * program.copies();
        return new Reading(
                sent.accepted() / cpu,
                cpu,
                ProcFile.peakMegabytes(child.pid()),
                delays.percentile(0.5),
                delays.percentile(0.95),
                delays.percentile(0.99),
                (double) sink.points() / due,
                sent.cores(),
                Double.NaN,
                loss(sink, due, ports));
    }

    private LoadGenerator.Sent count(LoadGenerator.Sent sent) {
        accepted += sent.accepted();
        return sent;
    }

    private String loss(BenchSink sink, long due, Map<String, String> ports) throws IOException, InterruptedException {
        if (sink.unreadable() > 0) {
            return sink.unreadable() + " requests at the sink are no OTLP";
        }
        return switch (scenario.check()) {
            case ALL_ARRIVE -> missing(sink.points(), due, "arrived");
            case ALL_COUNTED -> {
                try (Scraper own = new Scraper(port(ports, "TELEMETRY"))) {
                    yield missing((long) Scraper.counter(own.read(), ACCEPTED), due, "counted by itself");
                }
            }
            case SAME_SHARE, NO_LOAD, FIRST_EXPORT -> "";
        };
    }

    private static String missing(long there, long due, String how) {
        return there == due ? "" : "of " + due + " points " + there + " " + how;
    }

    /** Waits until everything is at the sink, or nothing more comes. */
    private void drain(BenchSink sink) throws InterruptedException {
        long end = System.nanoTime() + DRAIN_MAX.toNanos();
        long seen = sink.points();
        long since = System.nanoTime();
        while (System.nanoTime() < end && System.nanoTime() - since < QUIET.toNanos()) {
            Thread.sleep(LOOK_MILLIS);
            long now = sink.points();
            if (now != seen) {
                seen = now;
                since = System.nanoTime();
            }
        }
    }

    /** Of both variants where there are two, so that each page is read as in life. */
    private List<Integer> pages(Program program, Child child, Map<String, String> ports)
            throws IOException, InterruptedException {
        if (!scenario.isScraped()) {
            return List.of();
        }
        if (program.copies() == 1) {
            return List.of(port(ports, "PROM"));
        }
        long end = System.nanoTime() + START_MAX.toNanos();
        while (System.nanoTime() < end && child.isAlive()) {
            List<Integer> pages = Program.pagesSaidIn(child.out());
            if (pages.size() == program.copies()) {
                return pages;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new IOException("the run does not say where its pages are: " + child.lastWords());
    }

    private static List<Thread> scrape(List<Integer> pages) {
        return pages.stream()
                .map(page -> Thread.ofVirtual().start(() -> {
                    try (Scraper scraper = new Scraper(page)) {
                        scraper.run();
                    }
                }))
                .toList();
    }

    private static int port(Map<String, String> ports, String name) {
        return Integer.parseInt(ports.getOrDefault(name, "0"));
    }

    private static void awaitListening(Child child, int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (!child.isAlive() || System.nanoTime() > end) {
                    throw new IOException("the collector does not listen: " + child.lastWords(), e);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }
}
