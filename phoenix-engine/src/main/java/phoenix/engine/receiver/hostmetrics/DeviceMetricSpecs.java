package phoenix.engine.receiver.hostmetrics;

import static phoenix.engine.receiver.hostmetrics.MetricSpec.counter;
import static phoenix.engine.receiver.hostmetrics.MetricSpec.gauge;
import static phoenix.engine.receiver.hostmetrics.MetricSpec.level;

import java.util.List;

/** The metrics of the scrapers for disks, file systems and network interfaces. Texts are those of the Collector's {@code metadata.yaml} files. */
final class DeviceMetricSpecs {
    static final List<MetricSpec> DISK = List.of(
            counter("system.disk.io", "By", "Disk bytes transferred.").by("device", "direction"),
            counter(
                            "system.disk.io_time",
                            "s",
                            "Time disk spent activated. On Windows, this is calculated as the inverse of disk idle "
                                    + "time.")
                    .by("device")
                    .ofDoubles(),
            counter(
                            "system.disk.merged",
                            "{operations}",
                            "The number of disk reads/writes merged into single physical disk access operations.")
                    .by("device", "direction"),
            counter("system.disk.operation_time", "s", "Time spent in disk operations.")
                    .by("device", "direction")
                    .ofDoubles(),
            counter("system.disk.operations", "{operations}", "Disk operations count.")
                    .by("device", "direction"),
            level("system.disk.pending_operations", "{operations}", "The queue size of pending I/O operations.")
                    .by("device"),
            counter("system.disk.weighted_io_time", "s", "Time disk spent activated multiplied by the queue length.")
                    .by("device")
                    .ofDoubles());

    static final List<MetricSpec> FILESYSTEM = List.of(
            level("system.filesystem.inodes.usage", "{inodes}", "FileSystem inodes used.")
                    .by("device", "mode", "mountpoint", "type", "state"),
            level("system.filesystem.usage", "By", "Filesystem bytes used.")
                    .by("device", "mode", "mountpoint", "type", "state"),
            gauge("system.filesystem.utilization", "1", "Fraction of filesystem bytes used.")
                    .by("device", "mode", "mountpoint", "type")
                    .ofDoubles()
                    .offByDefault());

    static final List<MetricSpec> NETWORK = List.of(
            level("system.network.connections", "{connections}", "The number of connections.")
                    .by("protocol", "state"),
            level("system.network.conntrack.count", "{entries}", "The count of entries in conntrack table.")
                    .offByDefault(),
            level("system.network.conntrack.max", "{entries}", "The limit for entries in the conntrack table.")
                    .offByDefault(),
            counter("system.network.dropped", "{packets}", "The number of packets dropped.")
                    .by("device", "direction"),
            counter("system.network.errors", "{errors}", "The number of errors encountered.")
                    .by("device", "direction"),
            counter("system.network.io", "By", "The number of bytes transmitted and received.")
                    .by("device", "direction"),
            counter("system.network.packets", "{packets}", "The number of packets transferred.")
                    .by("device", "direction"));

    private DeviceMetricSpecs() {}
}
