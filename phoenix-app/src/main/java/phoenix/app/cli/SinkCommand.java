package phoenix.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import phoenix.app.sink.Sink;
import phoenix.app.sink.SinkSettings;
import phoenix.app.sink.SinkSnapshot;
import phoenix.app.sink.SinkSnapshot.VariantCounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phoenix sink}: the stand-in for New Relic alone, until it is interrupted. */
@Command(
        name = "sink",
        description = {
            "The local stand-in for New Relic: takes OTLP metrics over gRPC and HTTP with New Relic's documented"
                    + " limits, and counts what it gets.",
            "",
            "Example: phoenix sink --grpc 127.0.0.1:4317 --http 127.0.0.1:4318"
        })
public final class SinkCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(names = "--grpc", paramLabel = "HOST:PORT", description = "Listen for gRPC (default: ${DEFAULT-VALUE}).")
    private String grpc = "127.0.0.1:4317";

    @Option(names = "--http", paramLabel = "HOST:PORT", description = "Listen for HTTP (default: ${DEFAULT-VALUE}).")
    private String http = "127.0.0.1:4318";

    @Option(
            names = "--accept-key",
            paramLabel = "KEY",
            description = "Take this api-key and no other; may be repeated (default: any key).")
    private Set<String> keys = Set.of();

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "Answer 429 beyond this rate, as New Relic does at 100000 (default: no limit).")
    private int requestsPerMinute;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "How often the counts are printed (default: ${DEFAULT-VALUE}).")
    private int intervalSeconds = 10;

    private final InstantSource clock;
    private final ThreadFactory threads;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    public SinkCommand(InstantSource clock, ThreadFactory threads) {
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (intervalSeconds < 1) {
            throw CommandFailure.usage("--interval must be at least 1", "It is in seconds.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, InetSocketAddress> listeners = new LinkedHashMap<>();
        listeners.put("grpc", address("--grpc", grpc));
        listeners.put("http", address("--http", http));
        SinkSettings settings = SinkSettings.DEFAULT.withAcceptedKeys(keys).withRequestsPerMinuteMax(requestsPerMinute);
        Thread hook = threads.newThread(this::interrupt);
        Runtime.getRuntime().addShutdownHook(hook);
        try (Sink sink = Sink.start(settings, listeners, clock, threads)) {
            out.println("phoenix sink: OTLP/gRPC on " + text(sink.address("grpc")) + ", OTLP/HTTP on "
                    + text(sink.address("http")) + "; Ctrl-C ends it");
            out.flush();
            while (!interrupted.await(intervalSeconds, TimeUnit.SECONDS)) {
                print(sink.snapshot(), out, false);
            }
            print(sink.snapshot(), out, true);
        } catch (IOException e) {
            throw CommandFailure.failure(
                    String.valueOf(e.getMessage()),
                    "Is the port in use? Choose others with --grpc HOST:PORT and --http HOST:PORT.");
        } finally {
            ended.countDown();
        }
        return ExitStatus.OK;
    }

    /** Runs as the JVM goes down, and holds it until the summary is printed. */
    private void interrupt() {
        interrupted.countDown();
        try {
            boolean _ = ended.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress address(String option, String value) {
        int colon = value.lastIndexOf(':');
        Integer port = colon < 0 ? null : port(value.substring(colon + 1));
        if (port == null) {
            throw CommandFailure.usage(
                    option + " needs HOST:PORT, not \"" + value + "\"", "For example " + option + " 127.0.0.1:4317");
        }
        String host = value.substring(0, colon).replaceAll("^\\[|]$", "");
        InetSocketAddress address = host.isEmpty()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw CommandFailure.usage(
                    option + ": there is no host \"" + host + "\"", "Use an address of this machine.");
        }
        return address;
    }

    private static @Nullable Integer port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= 65_535 ? port : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static void print(SinkSnapshot snapshot, PrintWriter out, boolean summary) {
        if (summary) {
            out.println("phoenix sink: summary");
        }
        snapshot.variants().forEach((name, counts) -> {
            out.printf(
                    "%-12s requests %d  points %d  series %d%s  wire %d B  uncompressed %d B  faults %d%n",
                    name,
                    counts.requests(),
                    counts.points(),
                    counts.distinctSeries(),
                    counts.seriesOverflow() ? "+" : "",
                    counts.wireBytes(),
                    counts.uncompressedBytes(),
                    counts.faultCount());
            if (summary) {
                details(counts, out);
            }
        });
        snapshot.refusedRequests().forEach((reason, count) -> out.println("refused: " + reason + ": " + count));
        if (snapshot.variants().isEmpty() && snapshot.refusedRequests().isEmpty()) {
            out.println("nothing received yet");
        }
        out.flush();
    }

    private static void details(VariantCounts counts, PrintWriter out) {
        List<Map.Entry<String, Long>> metrics = counts.pointsByMetric().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(20)
                .toList();
        metrics.forEach(metric -> out.printf("    %-50s %d points%n", metric.getKey(), metric.getValue()));
        int more = counts.pointsByMetric().size() - metrics.size();
        if (more > 0) {
            out.println("    ... and " + more + " more metrics");
        }
        counts.faults().forEach((fault, count) -> out.printf("    fault %s: %d%n", fault, count));
    }
}
