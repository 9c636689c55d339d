package phoenix.verify.hostmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Receiver;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.receiver.hostmetrics.HostMetricsReceiver;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.metrics.MetricBatch;
import phoenix.testkit.Peer;
import phoenix.testkit.RealProcess;

/**
 * Runs the real Collector's {@code host_metrics} and Phoenix's on this host at one time and compares what they say. A
 * payload of Phoenix is held against the Collector's payloads just before and just after it: what both have, Phoenix
 * must have; what Phoenix has, one of them must have; counters lie between the two.
 */
class HostMetricsConformanceTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int COMPARISONS = 3;

    private static final String EVERYTHING = """
        cpu:
          metrics:
            system.cpu.utilization: {enabled: true}
            system.cpu.physical.count: {enabled: true}
            system.cpu.frequency: {enabled: true}
        load:
        memory:
          metrics:
            system.memory.utilization: {enabled: true}
            system.memory.limit: {enabled: true}
            system.memory.page_size: {enabled: true}
            system.linux.memory.available: {enabled: true}
            system.linux.memory.dirty: {enabled: true}
            system.memory.linux.shared: {enabled: true}
            system.memory.linux.hugepages.limit: {enabled: true}
            system.memory.linux.hugepages.page_size: {enabled: true}
            system.memory.linux.hugepages.reserved: {enabled: true}
            system.memory.linux.hugepages.surplus: {enabled: true}
            system.memory.linux.hugepages.usage: {enabled: true}
            system.memory.linux.hugepages.utilization: {enabled: true}
        disk:
        filesystem:
          include_virtual_filesystems: true
          metrics:
            system.filesystem.utilization: {enabled: true}
        network:
          metrics:
            system.network.conntrack.count: {enabled: true}
            system.network.conntrack.max: {enabled: true}
        paging:
          metrics:
            system.paging.utilization: {enabled: true}
        processes:
        process:
          mute_process_all_errors: true
          metrics:
            process.cpu.utilization: {enabled: true}
            process.memory.utilization: {enabled: true}
            process.threads: {enabled: true}
            process.open_file_descriptors: {enabled: true}
            process.paging.faults: {enabled: true}
            process.context_switches: {enabled: true}
            process.disk.operations: {enabled: true}
            process.signals_pending: {enabled: true}
            process.uptime: {enabled: true}
          resource_attributes:
            process.cgroup: {enabled: true}
        system:
        """;

    private static final String DEFAULTS = """
        cpu:
        load:
        memory:
        disk:
        filesystem:
        network:
        paging:
        processes:
        process:
          mute_process_all_errors: true
        system:
        """;

    private static final String REDUCED = """
        cpu:
          metrics:
            system.cpu.time: {attributes: [cpu, state]}
            system.cpu.utilization: {enabled: true, attributes: [cpu], aggregation_strategy: max}
            system.cpu.frequency: {enabled: true, attributes: []}
        disk:
          include: {match_type: regexp, devices: ["^v?[sd]d?"]}
          metrics:
            system.disk.io: {attributes: [direction]}
        filesystem:
          exclude_mount_points: {match_type: strict, mount_points: [/nowhere]}
          exclude_fs_types: {match_type: regexp, fs_types: ["^tmp"]}
          include_virtual_filesystems: true
          metrics:
            system.filesystem.usage: {attributes: [type, state]}
        network:
          exclude: {match_type: strict, interfaces: [lo]}
          metrics:
            system.network.io: {attributes: [direction]}
            system.network.packets: {attributes: [], aggregation_strategy: avg}
            system.network.errors: {enabled: false}
            system.network.connections: {attributes: [protocol]}
        memory:
          metrics:
            system.memory.usage: {attributes: [], aggregation_strategy: min}
            system.memory.utilization: {enabled: true, attributes: []}
        processes:
          metrics:
            system.processes.count: {attributes: []}
        process:
          mute_process_all_errors: true
          include: {match_type: regexp, names: [otel, java]}
          metrics:
            process.cpu.time: {attributes: []}
          resource_attributes:
            process.owner: {enabled: false}
            process.executable.name: {metrics_exclude: [{strict: nobody}, {regexp: "^x"}]}
        """;

    @TempDir
    Path folder;

    private final BlockingQueue<MetricBatch> batches = new LinkedBlockingQueue<>();
    private final ComponentTelemetry telemetry = new ComponentTelemetry();

    @Test
    void everyMetricAsTheCollectorHasIt() throws Exception {
        compare(EVERYTHING);
    }

    @Test
    void theDefaultSetAsTheCollectorHasIt() throws Exception {
        compare(DEFAULTS);
    }

    @Test
    void filtersAndReducedAttributesAsTheCollectorHasThem() throws Exception {
        compare(REDUCED);
    }

    private void compare(String scrapers) throws Exception {
        String config = "initial_delay: 0s\nscrapers:\n" + scrapers.indent(2);
        Path file = folder.resolve("collector.json");
        try (RealProcess process = startCollector("collection_interval: 1s\n" + config, file);
                AutoCloseable receiver = startPhoenix("collection_interval: 300ms\n" + config);
                PayloadFile payloads = new PayloadFile(folder, "collector.json", process, LIMIT)) {
            assertThat(receiver).isNotNull();
            batches.take(); // the first payload of either has no utilization
            payloads.next();
            Series before = payloads.next();
            int compared = 0;
            for (int i = 0; compared < COMPARISONS; i++) {
                assertThat(i).as("payloads without one of Phoenix between them").isLessThan(60);
                Series after = payloads.next();
                Series between = between(before, after);
                if (between != null) {
                    new Comparison(before, between, after).check();
                    compared++;
                }
                before = after;
            }
        }
    }

    /** A payload of Phoenix that was scraped between the two; null when there is none. */
    private @Nullable Series between(Series before, Series after) throws InterruptedException {
        while (true) {
            Series phoenix = Series.of(next());
            if (phoenix.lastTimeNanos() >= after.firstTimeNanos()) {
                return null;
            }
            if (phoenix.firstTimeNanos() > before.lastTimeNanos()) {
                return phoenix;
            }
        }
    }

    private RealProcess startCollector(String config, Path file) throws IOException {
        Path written = folder.resolve("collector.yaml");
        Files.writeString(
                written,
                "receivers:\n  host_metrics:\n" + config.indent(4)
                        + "exporters:\n  file: {path: " + file + ", flush_interval: 100ms}\n"
                        + "service:\n  telemetry: {metrics: {level: none}, logs: {level: fatal}}\n"
                        + "  pipelines: {metrics: {receivers: [host_metrics], exporters: [file]}}\n");
        return RealProcess.start(List.of(Peer.OTELCOL.require().toString(), "--config=" + written));
    }

    private AutoCloseable startPhoenix(String yaml) throws Exception {
        Diagnostics diagnostics = new Diagnostics();
        var config = new YamlReader(diagnostics)
                .read("host_metrics.yaml", yaml)
                .flatMap(node -> HostMetricsReceiver.TYPE.spec().config().decode(node, "host_metrics", diagnostics));
        assertThat(config).as("%s", diagnostics.all()).isPresent();
        GraphExecutor scheduler = new GraphExecutor(
                InstantSource.system(), Thread.ofPlatform().daemon().factory(), fault -> {
                    throw new AssertionError(fault);
                });
        ComponentContext context = new ComponentContext(
                "host_metrics",
                scheduler,
                Thread.ofPlatform().daemon().factory(),
                telemetry,
                Map.of(),
                ComponentContext.Delivery.SEND);
        Receiver receiver = HostMetricsReceiver.TYPE
                .factory()
                .create(
                        config.orElseThrow(),
                        batch -> {
                            batches.add(batch);
                            return Outcome.ACCEPTED;
                        },
                        context);
        receiver.start();
        return () -> {
            receiver.shutdown(LIMIT);
            scheduler.abandon();
        };
    }

    private MetricBatch next() throws InterruptedException {
        MetricBatch batch = batches.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (batch == null) {
            throw new AssertionError("Phoenix scraped nothing within " + LIMIT);
        }
        return batch;
    }
}
