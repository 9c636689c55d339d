package phoenix.app.collector;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import phoenix.app.cli.Version;
import phoenix.app.process.ProcessMemory;
import phoenix.config.collector.TelemetryConfig.Level;
import phoenix.engine.net.page.PageResponse;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.engine.telemetry.MetricNames;

/**
 * Own telemetry as the Collector's page shows it: the same names and labels, and a figure from the first event on that
 * gives it one. What Phoenix counts beyond the Collector has names that begin with {@code phoenix_}. Thread-safe.
 */
final class OwnMetrics {
    private final GraphTelemetry telemetry;
    private final InstantSource clock;
    private final long startMillis;
    private final String instance;
    private volatile Level level = Level.NORMAL;

    OwnMetrics(GraphTelemetry telemetry, InstantSource clock, String instance) {
        this.instance = instance;
        this.telemetry = telemetry;
        this.clock = clock;
        this.startMillis = clock.millis();
    }

    void setLevel(Level wanted) {
        level = wanted;
        telemetry.setDetailed(wanted == Level.DETAILED);
    }

    PageResponse page() {
        MetricPage page = new MetricPage();
        telemetry.receivers().forEach((id, component) -> receiver(id, component, page));
        telemetry.processors().forEach((key, component) -> processor(key, component, page));
        telemetry.exporters().forEach((id, component) -> exporter(id, component, page));
        process(page);
        page.add(
                "target_info",
                "service_instance_id=\"" + instance + "\",service_name=\"phoenix\",service_version=\""
                        + Version.current() + "\"",
                1);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        return new PageResponse(200, "OK", headers, page.text());
    }

    private static void receiver(String id, ComponentTelemetry component, MetricPage page) {
        String receiver = "receiver=\"" + id + "\"";
        Map<String, Map<String, Long>> parts = component.partsSnapshot();
        component.snapshot().forEach((name, value) -> {
            switch (name) {
                case MetricNames.RECEIVER_ACCEPTED -> {}
                case MetricNames.RECEIVER_REFUSED -> intake(receiver, component, parts, page);
                case MetricNames.SCRAPER_ERRORED, MetricNames.SCRAPER_SCRAPED ->
                    parts.getOrDefault(name, Map.of())
                            .forEach((scraper, of) -> page.add(name, receiver + "," + scraper, of));
                default -> page.add(name, receiver, value);
            }
        });
    }

    /** The three figures of a way in appear together. */
    private static void intake(
            String receiver, ComponentTelemetry component, Map<String, Map<String, Long>> parts, MetricPage page) {
        Map<String, Long> accepted = new LinkedHashMap<>(parts.getOrDefault(MetricNames.RECEIVER_ACCEPTED, Map.of()));
        Map<String, Long> refused = new LinkedHashMap<>(parts.getOrDefault(MetricNames.RECEIVER_REFUSED, Map.of()));
        if (accepted.isEmpty() && refused.isEmpty()) {
            String known = component.labels(MetricNames.RECEIVER_ACCEPTED);
            String transport = known.isEmpty() ? "transport=\"\"" : known;
            long taken = component.get(MetricNames.RECEIVER_ACCEPTED);
            long turnedAway = component.get(MetricNames.RECEIVER_REFUSED);
            if (taken + turnedAway == 0) {
                return;
            }
            accepted.put(transport, taken);
            refused.put(transport, turnedAway);
        }
        accepted.keySet().forEach(transport -> refused.putIfAbsent(transport, 0L));
        refused.forEach((transport, points) -> {
            String labels = receiver + "," + transport;
            page.add(MetricNames.RECEIVER_ACCEPTED, labels, accepted.getOrDefault(transport, 0L));
            page.add(MetricNames.RECEIVER_REFUSED, labels, points);
            page.add(MetricNames.RECEIVER_FAILED, labels, 0);
        });
    }

    private static void exporter(String id, ComponentTelemetry component, MetricPage page) {
        if (id.equals("nop") || id.startsWith("nop/")) {
            return; // it counts nothing, there as here
        }
        String exporter = "exporter=\"" + id + "\"";
        long attempted = component.get(MetricNames.EXPORTER_SENT) + component.get(MetricNames.EXPORTER_SEND_FAILED);
        Map<String, Long> values = component.snapshot();
        values.forEach((name, value) -> {
            boolean isShown = switch (name) {
                case MetricNames.EXPORTER_SENT -> attempted > 0;
                case MetricNames.EXPORTER_SEND_FAILED,
                        MetricNames.EXPORTER_ENQUEUE_FAILED,
                        "otelcol_exporter_prometheusremotewrite_failed_translations" -> value > 0;
                default -> true;
            };
            if (isShown) {
                page.add(name, exporterLabels(name, exporter, component.labels(name)), value);
            }
        });
        if (!values.containsKey(MetricNames.EXPORTER_IN_FLIGHT)) {
            page.add(MetricNames.EXPORTER_IN_FLIGHT, "data_type=\"metrics\"," + exporter, 0);
        }
        component
                .distributions()
                .forEach((name, distribution) ->
                        page.add(name, exporterLabels(name, exporter, component.labels(name)), distribution));
    }

    private static String exporterLabels(String name, String exporter, String more) {
        return switch (name) {
            case MetricNames.EXPORTER_QUEUE_SIZE, MetricNames.EXPORTER_QUEUE_CAPACITY, MetricNames.EXPORTER_IN_FLIGHT ->
                "data_type=\"metrics\"," + exporter;
            default ->
                more.isEmpty() ? exporter : more.startsWith("endpoint") ? more + "," + exporter : exporter + "," + more;
        };
    }

    /** Instances of one processor in several pipelines are one series, as in the Collector. */
    private void processor(String key, ComponentTelemetry component, MetricPage page) {
        String id = key.substring(key.indexOf(' ') + 1);
        boolean hasPoints = component.get(MetricNames.PROCESSOR_INCOMING) > 0;
        Map<String, Map<String, Long>> parts = component.partsSnapshot();
        component.snapshot().forEach((name, value) -> {
            boolean ofAll = name.equals(MetricNames.PROCESSOR_INCOMING) || name.equals(MetricNames.PROCESSOR_OUTGOING);
            boolean fromTheStart = ofAll || name.startsWith("otelcol_processor_filter_");
            boolean isShown = fromTheStart ? hasPoints : value > 0 || !name.startsWith("otelcol_");
            boolean isSplit = name.startsWith("otelcol_cumulativetodelta_datapoints");
            if (parts.containsKey(name)) {
                parts.get(name).forEach((labels, part) -> page.add(name, labels, part));
            } else if (isShown && !isSplit && isWanted(name)) {
                page.add(name, processorLabels(name, id), value);
            }
        });
        component.distributions().forEach((name, distribution) -> {
            if (distribution.count() > 0 && isWanted(name)) {
                page.add(name, processorLabels(name, id), distribution);
            }
        });
    }

    private boolean isWanted(String name) {
        return level != Level.BASIC || !name.startsWith("otelcol_processor_batch_");
    }

    private static String processorLabels(String name, String id) {
        String processor = "processor=\"" + id + "\"";
        if (name.equals(MetricNames.PROCESSOR_INCOMING) || name.equals(MetricNames.PROCESSOR_OUTGOING)) {
            return "otel_signal=\"metrics\"," + processor;
        }
        if (name.startsWith("otelcol_processor_filter_")) {
            return "filter=\"" + id + "\"";
        }
        boolean isUnlabelled = name.startsWith("otelcol_cumulativetodelta_")
                || name.startsWith("otelcol_deltatocumulative_")
                || name.startsWith("otelcol_processor_groupbyattrs_");
        return isUnlabelled ? "" : processor;
    }

    private void process(MetricPage page) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        page.add("otelcol_process_cpu_seconds", "", system.getProcessCpuTime() / 1e9);
        page.add("otelcol_process_memory_rss", "", (double) ProcessMemory.rssBytes());
        page.add("otelcol_process_runtime_heap_alloc_bytes", "", (double)
                memory.getHeapMemoryUsage().getUsed());
        page.add("otelcol_process_runtime_total_alloc_bytes", "", (double) threads.getTotalThreadAllocatedBytes());
        page.add("otelcol_process_runtime_total_sys_memory_bytes", "", (double)
                (memory.getHeapMemoryUsage().getCommitted()
                        + memory.getNonHeapMemoryUsage().getCommitted()));
        page.add("otelcol_process_uptime", "", (clock.millis() - startMillis) / 1e3);
    }
}
