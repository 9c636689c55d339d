package phoenix.engine.receiver.hostmetrics;

import static phoenix.engine.receiver.hostmetrics.MetricSpec.counter;
import static phoenix.engine.receiver.hostmetrics.MetricSpec.gauge;
import static phoenix.engine.receiver.hostmetrics.MetricSpec.level;

import java.util.List;

/** The metrics of the scrapers for processes. Texts are those of the Collector's {@code metadata.yaml} files. */
final class ProcessMetricSpecs {
    static final List<MetricSpec> PROCESS = List.of(
            counter("process.context_switches", "{count}", "Number of times the process has been context switched.")
                    .by("type")
                    .offByDefault(),
            counter("process.cpu.time", "s", "Total CPU seconds broken down by different states.")
                    .by("state")
                    .ofDoubles(),
            gauge(
                            "process.cpu.utilization",
                            "1",
                            "Percentage of total CPU time used by the process since last scrape, expressed as a value "
                                    + "between 0 and 1. On the first scrape, no data point is emitted for this metric.")
                    .by("state")
                    .ofDoubles()
                    .offByDefault(),
            counter("process.disk.io", "By", "Disk bytes transferred.").by("direction"),
            counter("process.disk.operations", "{operations}", "Number of disk operations performed by the process.")
                    .by("direction")
                    .offByDefault(),
            level("process.handles", "{count}", "Number of open handles held by the process.")
                    .offByDefault(),
            level("process.memory.usage", "By", "The amount of physical memory in use."),
            gauge("process.memory.utilization", "1", "Percentage of total physical memory that is used by the process.")
                    .ofDoubles()
                    .offByDefault(),
            level("process.memory.virtual", "By", "Virtual memory size."),
            level("process.open_file_descriptors", "{count}", "Number of file descriptors in use by the process.")
                    .offByDefault(),
            counter("process.paging.faults", "{faults}", "Number of page faults the process has made.")
                    .by("type")
                    .offByDefault(),
            level("process.signals_pending", "{signals}", "Number of pending signals for the process.")
                    .offByDefault(),
            level("process.threads", "{threads}", "Process threads count.").offByDefault(),
            gauge("process.uptime", "s", "The time the process has been running.")
                    .ofDoubles()
                    .offByDefault());

    static final List<MetricSpec> PROCESSES = List.of(
            level("system.processes.count", "{processes}", "Total number of processes in each state.")
                    .by("status"),
            counter(
                    "system.processes.created",
                    "{processes}",
                    "Total number of created processes. Supported on Linux and OpenBSD."));

    private ProcessMetricSpecs() {}
}
