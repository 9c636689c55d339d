package phoenix.engine.receiver.hostmetrics;

import static phoenix.engine.receiver.hostmetrics.MetricSpec.counter;
import static phoenix.engine.receiver.hostmetrics.MetricSpec.gauge;
import static phoenix.engine.receiver.hostmetrics.MetricSpec.level;

import java.util.List;

/** The metrics of the scrapers for processors, memory and the host as a whole. Texts are those of the Collector's {@code metadata.yaml} files. */
final class HostMetricSpecs {
    static final List<MetricSpec> CPU = List.of(
            gauge("system.cpu.frequency", "Hz", "Current frequency of the CPU core in Hz.")
                    .by("cpu")
                    .ofDoubles()
                    .offByDefault(),
            level("system.cpu.logical.count", "{cpu}", "Number of available logical CPUs."),
            level("system.cpu.physical.count", "{cpu}", "Number of available physical CPUs.")
                    .offByDefault(),
            counter("system.cpu.time", "s", "Total seconds each logical CPU spent on each mode.")
                    .by("cpu", "state")
                    .keepingOnly("state")
                    .ofDoubles(),
            gauge(
                            "system.cpu.utilization",
                            "1",
                            "Difference in system.cpu.time since the last measurement per logical CPU, divided by the "
                                    + "elapsed time (value in interval [0,1]).")
                    .by("cpu", "state")
                    .keepingOnly("state")
                    .ofDoubles()
                    .offByDefault());

    static final List<MetricSpec> LOAD = List.of(
            gauge("system.cpu.load_average.15m", "{thread}", "Average CPU Load over 15 minutes.")
                    .ofDoubles(),
            gauge("system.cpu.load_average.1m", "{thread}", "Average CPU Load over 1 minute.")
                    .ofDoubles(),
            gauge("system.cpu.load_average.5m", "{thread}", "Average CPU Load over 5 minutes.")
                    .ofDoubles());

    static final List<MetricSpec> MEMORY = List.of(
            level(
                            "system.linux.memory.available",
                            "By",
                            "An estimate of how much memory is available for starting new applications, without"
                                    + " swapping. This is a more accurate alternative than system.memory.usage with"
                                    + " state=free. (Linux only)")
                    .offByDefault(),
            level("system.linux.memory.dirty", "By", "The amount of dirty memory according to `/proc/meminfo`.")
                    .offByDefault(),
            level("system.memory.limit", "By", "Total bytes of memory available.")
                    .offByDefault(),
            level("system.memory.linux.hugepages.limit", "{page}", "Total number of hugepages available.")
                    .offByDefault(),
            level("system.memory.linux.hugepages.page_size", "By", "System hugepage size in bytes.")
                    .offByDefault(),
            level(
                            "system.memory.linux.hugepages.reserved",
                            "{page}",
                            "Number of reserved hugepages (hugepages for which a commitment to allocate has been made,"
                                + " but no allocation has yet been made). This is reported as a separate metric rather"
                                + " than a usage state because reserved pages are already counted in free pages - they"
                                + " represent a subset of free pages that cannot be used for non-reserved"
                                + " allocations.")
                    .offByDefault(),
            level(
                            "system.memory.linux.hugepages.surplus",
                            "{page}",
                            "Number of surplus hugepages (overcommitted hugepages beyond the persistent pool). This is"
                                + " reported as a separate metric rather than a usage state because surplus pages can"
                                + " be in either used or free state, and including them would break the semantic"
                                + " convention that usage states must sum to the limit.")
                    .offByDefault(),
            level("system.memory.linux.hugepages.usage", "{page}", "Number of hugepages in use by state.")
                    .by("system.memory.linux.hugepages.state")
                    .offByDefault(),
            gauge("system.memory.linux.hugepages.utilization", "1", "Percentage of hugepages in use by state.")
                    .by("system.memory.linux.hugepages.state")
                    .ofDoubles()
                    .offByDefault(),
            level(
                            "system.memory.linux.shared",
                            "By",
                            "Shared memory usage, including tmpfs filesystems and System V/POSIX shared memory. Only "
                                    + "supported on Linux.")
                    .offByDefault(),
            gauge("system.memory.page_size", "By", "A constant value for the system's configured page size.")
                    .offByDefault(),
            level("system.memory.usage", "By", "Bytes of memory in use.").by("state"),
            gauge("system.memory.utilization", "1", "Percentage of memory bytes in use.")
                    .by("state")
                    .ofDoubles()
                    .offByDefault());

    static final List<MetricSpec> PAGING = List.of(
            counter("system.paging.faults", "{faults}", "The number of page faults.")
                    .by("type"),
            counter("system.paging.operations", "{operations}", "The number of paging operations.")
                    .by("direction", "type"),
            level("system.paging.usage", "By", "Swap (unix) or pagefile (windows) usage.")
                    .by("device", "state"),
            gauge("system.paging.utilization", "1", "Swap (unix) or pagefile (windows) utilization.")
                    .by("device", "state")
                    .ofDoubles()
                    .offByDefault());

    static final List<MetricSpec> SYSTEM = List.of(
            gauge("system.uptime", "s", "The time the system has been running").ofDoubles());

    private HostMetricSpecs() {}
}
