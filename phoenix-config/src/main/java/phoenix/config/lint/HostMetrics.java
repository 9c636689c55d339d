package phoenix.config.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver {@code host_metrics} makes, from its metadata at 0.159: metrics with their value type, and the
 * attributes of their points.
 */
final class HostMetrics {
    private static final Map<String, List<String>> ATTRIBUTES = Map.of(
            "cpu", List.of("cpu", "state"),
            "memory", List.of("state"),
            "disk", List.of("device", "direction"),
            "filesystem", List.of("device", "mode", "mountpoint", "type", "state"),
            "network", List.of("device", "direction", "protocol", "state"),
            "paging", List.of("device", "state", "direction", "type"),
            "processes", List.of("status"),
            "process", List.of("state", "direction", "type"));

    private static final Set<String> DOUBLES = Set.of(
            "system.cpu.time",
            "system.cpu.utilization",
            "system.cpu.frequency",
            "system.cpu.load_average.1m",
            "system.cpu.load_average.5m",
            "system.cpu.load_average.15m",
            "system.memory.utilization",
            "system.memory.linux.hugepages.utilization",
            "system.disk.io_time",
            "system.disk.operation_time",
            "system.disk.weighted_io_time",
            "system.filesystem.utilization",
            "system.paging.utilization",
            "system.uptime",
            "process.cpu.time",
            "process.cpu.utilization",
            "process.memory.utilization",
            "process.uptime");

    private static final Set<String> INTEGERS = Set.of(
            "system.cpu.logical.count",
            "system.cpu.physical.count",
            "system.memory.usage",
            "system.memory.limit",
            "system.memory.page_size",
            "system.linux.memory.available",
            "system.linux.memory.dirty",
            "system.memory.linux.shared",
            "system.memory.linux.hugepages.limit",
            "system.memory.linux.hugepages.page_size",
            "system.memory.linux.hugepages.reserved",
            "system.memory.linux.hugepages.surplus",
            "system.memory.linux.hugepages.usage",
            "system.disk.io",
            "system.disk.merged",
            "system.disk.operations",
            "system.disk.pending_operations",
            "system.filesystem.usage",
            "system.filesystem.inodes.usage",
            "system.network.io",
            "system.network.packets",
            "system.network.errors",
            "system.network.dropped",
            "system.network.connections",
            "system.network.conntrack.count",
            "system.network.conntrack.max",
            "system.paging.usage",
            "system.paging.operations",
            "system.paging.faults",
            "system.processes.count",
            "system.processes.created",
            "process.disk.io",
            "process.disk.operations",
            "process.memory.usage",
            "process.memory.virtual",
            "process.threads",
            "process.handles",
            "process.open_file_descriptors",
            "process.paging.faults",
            "process.context_switches",
            "process.signals_pending");

    private static final Map<String, Boolean> IS_DOUBLE = new HashMap<>();

    static {
        DOUBLES.forEach(name -> IS_DOUBLE.put(name, true));
        INTEGERS.forEach(name -> IS_DOUBLE.put(name, false));
    }

    private HostMetrics() {}

    static Set<String> names() {
        return Set.copyOf(IS_DOUBLE.keySet());
    }

    /** Whether the points of a metric are floating point numbers; null for a metric of others. */
    static @Nullable Boolean isDouble(String name) {
        return IS_DOUBLE.get(name);
    }

    /** Attributes that points of a scraper may have. */
    static List<String> attributes(String scraper) {
        return ATTRIBUTES.getOrDefault(scraper, List.of());
    }
}
