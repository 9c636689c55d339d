package phoenix.app.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import phoenix.app.cli.CommandFailure;
import phoenix.app.report.Report;
import phoenix.app.sink.Sink;
import phoenix.app.sink.SinkSettings;
import phoenix.app.sink.SinkSnapshot;
import phoenix.app.store.EmbeddedStore;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.engine.BuiltinComponents;
import phoenix.engine.component.ComponentRegistry;
import phoenix.experiment.Variant;
import phoenix.experiment.store.RecordingStore;

/** The real surroundings of a run: this machine's clock, disk and loopback. */
public final class HostSurroundings implements RunSurroundings {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int SUFFIX_BOUND = 1 << 16;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final ComponentRegistry registry = BuiltinComponents.registry();
    private final Executor diskTasks = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Path, RecordingStore> stores = new ConcurrentHashMap<>();
    private final PrintWriter warnings;

    public HostSurroundings(InstantSource clock, RandomGenerator random, PrintWriter warnings) {
        this.clock = clock;
        this.random = random;
        this.warnings = warnings;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public ComponentRegistry registry() {
        return registry;
    }

    @Override
    public String runId(String experimentName) {
        return String.format(
                Locale.ROOT, "%s-%s-%04x", experimentName, TIME.format(clock.instant()), random.nextInt(SUFFIX_BOUND));
    }

    @Override
    public RecordingStore store(Path directory) {
        return stores.computeIfAbsent(directory, path -> new EmbeddedStore(path, clock, diskTasks));
    }

    @Override
    public StandIn standIn() {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            return new LocalStandIn(Sink.start(
                    SinkSettings.DEFAULT,
                    Map.of(Variant.BASELINE.label(), anyPort),
                    clock,
                    task -> Thread.ofVirtual().name("stand-in").unstarted(task)));
        } catch (IOException e) {
            throw CommandFailure.failure("the local stand-in: " + e.getMessage(), "is loopback up?");
        }
    }

    @Override
    public void warnings(Diagnostics diagnostics) {
        if (!diagnostics.isEmpty()) {
            warnings.print(DiagnosticRenderer.text(diagnostics));
            warnings.flush();
        }
    }

    /** One listener for both protocols and both variants: the mark tells the candidate's points from the baseline's. */
    private record LocalStandIn(Sink sink) implements StandIn {
        @Override
        public String grpcEndpoint() {
            return httpEndpoint();
        }

        @Override
        public String httpEndpoint() {
            InetSocketAddress address = sink.address(Variant.BASELINE.label());
            return "http://" + address.getHostString() + ":" + address.getPort();
        }

        @Override
        public Report.StandInReport report() {
            SinkSnapshot snapshot = sink.snapshot();
            Map<String, Report.StandInVariant> variants = new LinkedHashMap<>();
            List<String> faults = new ArrayList<>();
            for (Variant variant : Variant.values()) {
                SinkSnapshot.VariantCounts counts = snapshot.variant(variant.label());
                variants.put(
                        variant.label(),
                        new Report.StandInVariant(
                                counts.requests(), counts.points(), counts.wireBytes(), counts.distinctSeries()));
                counts.faults().forEach((fault, times) -> faults.add(variant.label() + ": " + fault + " × " + times));
            }
            snapshot.refusedRequests().forEach((reason, times) -> faults.add("refused: " + reason + " × " + times));
            return new Report.StandInReport(variants, faults);
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
