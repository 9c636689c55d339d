package phoenix.config.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver {@code host_metrics} makes, from its metadata at 0.159: metrics with their value type, and the
 * attributes of their points.
 */
public final class HostMetrics {
    private static final Map<String, List<String>> ATTRIBUTES = Map.of(
            "cpu", List.of("cpu", "state"),
            "memory", List.of("state"),
            "disk", List.of("device", "direction"),
            "filesystem", List.of("device", "mode", "mountpoint", "type", "state"),
            "network", List.of("device", "direction", "protocol", "state"),
            "paging", List.of("device", "state", "direction", "type"),
            "processes", List.of("status"),
            "process", List.of("state", "direction", "type"));

    /** Name, kind (G gauge, C monotonic sum, U sum that may fall), unit, type of the values. */
    private static final String TABLE = """
        process.context_switches C {count} int
        process.cpu.time C s double
        process.cpu.utilization G 1 double
        process.disk.io C By int
        process.disk.operations C {operations} int
        process.handles U {count} int
        process.memory.usage U By int
        process.memory.utilization G 1 double
        process.memory.virtual U By int
        process.open_file_descriptors U {count} int
        process.paging.faults C {faults} int
        process.signals_pending U {signals} int
        process.threads U {threads} int
        process.uptime G s double
        system.cpu.frequency G Hz double
        system.cpu.load_average.15m G {thread} double
        system.cpu.load_average.1m G {thread} double
        system.cpu.load_average.5m G {thread} double
        system.cpu.logical.count U {cpu} int
        system.cpu.physical.count U {cpu} int
        system.cpu.time C s double
        system.cpu.utilization G 1 double
        system.disk.io C By int
        system.disk.io_time C s double
        system.disk.merged C {operations} int
        system.disk.operation_time C s double
        system.disk.operations C {operations} int
        system.disk.pending_operations U {operations} int
        system.disk.weighted_io_time C s double
        system.filesystem.inodes.usage U {inodes} int
        system.filesystem.usage U By int
        system.filesystem.utilization G 1 double
        system.linux.memory.available U By int
        system.linux.memory.dirty U By int
        system.memory.limit U By int
        system.memory.linux.hugepages.limit U {page} int
        system.memory.linux.hugepages.page_size U By int
        system.memory.linux.hugepages.reserved U {page} int
        system.memory.linux.hugepages.surplus U {page} int
        system.memory.linux.hugepages.usage U {page} int
        system.memory.linux.hugepages.utilization G 1 double
        system.memory.linux.shared U By int
        system.memory.page_size G By int
        system.memory.usage U By int
        system.memory.utilization G 1 double
        system.network.connections U {connections} int
        system.network.conntrack.count U {entries} int
        system.network.conntrack.max U {entries} int
        system.network.dropped C {packets} int
        system.network.errors C {errors} int
        system.network.io C By int
        system.network.packets C {packets} int
        system.paging.faults C {faults} int
        system.paging.operations C {operations} int
        system.paging.usage U By int
        system.paging.utilization G 1 double
        system.processes.count U {processes} int
        system.processes.created C {processes} int
        system.uptime G s double
        """;

    private static final Map<String, Metric> METRICS = TABLE.lines()
            .map(line -> line.split(" "))
            .map(row -> new Metric(row[0], row[1].charAt(0), row[2], row[3].equals("double")))
            .collect(Collectors.toMap(Metric::name, metric -> metric));

    /**
     * A metric.
     *
     * @param kind G for a gauge, C for a monotonic sum, U for a sum that may fall
     */
    public record Metric(String name, char kind, String unit, boolean isDouble) {}

    private HostMetrics() {}

    static Set<String> names() {
        return METRICS.keySet();
    }

    public static Optional<Metric> find(String name) {
        return Optional.ofNullable(METRICS.get(name));
    }

    /** Whether the points of a metric are floating point numbers; null for a metric of others. */
    static @Nullable Boolean isDouble(String name) {
        return find(name).map(Metric::isDouble).orElse(null);
    }

    /** Attributes that points of a scraper may have. */
    static List<String> attributes(String scraper) {
        return ATTRIBUTES.getOrDefault(scraper, List.of());
    }
}
