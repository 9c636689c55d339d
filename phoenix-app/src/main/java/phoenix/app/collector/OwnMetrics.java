package phoenix.app.collector;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import phoenix.app.cli.Version;
import phoenix.engine.net.page.PageResponse;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.GraphTelemetry;
import phoenix.engine.telemetry.MetricNames;

/**
 * Own telemetry as the Collector's page shows it: the same names and labels, without suffixes of type and unit. What
 * Phoenix counts beyond the Collector has names that begin with {@code phoenix_}. Thread-safe.
 */
final class OwnMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final GraphTelemetry telemetry;
    private final InstantSource clock;
    private final long startMillis;
    private final String instance;

    OwnMetrics(GraphTelemetry telemetry, InstantSource clock, String instance) {
        this.instance = instance;
        this.telemetry = telemetry;
        this.clock = clock;
        this.startMillis = clock.millis();
    }

    PageResponse page() {
        Families families = new Families();
        telemetry
                .receivers()
                .forEach((id, component) -> component
                        .snapshot()
                        .forEach((name, value) -> families.add(name, receiverLabels(name, id), value)));
        telemetry.processors().forEach((key, component) -> processor(key, component, families));
        telemetry
                .exporters()
                .forEach((id, component) -> component
                        .snapshot()
                        .forEach((name, value) -> families.add(name, exporterLabels(name, id), value)));
        process(families);
        families.add(
                "target_info",
                "service_instance_id=\"" + instance + "\",service_name=\"phoenix\",service_version=\""
                        + Version.current() + "\"",
                1);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        return new PageResponse(200, "OK", headers, families.text().getBytes(StandardCharsets.UTF_8));
    }

    private static String receiverLabels(String name, String id) {
        String receiver = "receiver=\"" + id + "\"";
        return switch (name) {
            case MetricNames.SCRAPER_ERRORED, MetricNames.SCRAPER_SCRAPED -> receiver;
            default -> receiver + ",transport=\"\"";
        };
    }

    private static String exporterLabels(String name, String id) {
        boolean ofQueue =
                name.equals(MetricNames.EXPORTER_QUEUE_SIZE) || name.equals(MetricNames.EXPORTER_QUEUE_CAPACITY);
        return (ofQueue ? "data_type=\"metrics\"," : "") + "exporter=\"" + id + "\"";
    }

    /** Instances of one processor in several pipelines are one series, as in the Collector. */
    private static void processor(String key, ComponentTelemetry component, Families families) {
        String labels = "otel_signal=\"metrics\",processor=\"" + key.substring(key.indexOf(' ') + 1) + "\"";
        component.snapshot().forEach((name, value) -> families.add(name, labels, value));
    }

    private void process(Families families) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        families.add("otelcol_process_cpu_seconds", "", system.getProcessCpuTime() / 1e9);
        families.add("otelcol_process_memory_rss", "", rssBytes());
        Runtime runtime = Runtime.getRuntime();
        families.add("otelcol_process_runtime_heap_alloc_bytes", "", (double)
                (runtime.totalMemory() - runtime.freeMemory()));
        families.add("otelcol_process_uptime", "", (clock.millis() - startMillis) / 1e3);
    }

    private static double rssBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024.0;
                }
            }
        } catch (IOException _) {
            return Double.NaN; // not on Linux
        }
        return Double.NaN;
    }

    /** Samples by metric name; those with equal labels are added up. */
    private static final class Families {
        private final Map<String, Map<String, Double>> byName = new TreeMap<>();

        void add(String name, String labels, double value) {
            byName.computeIfAbsent(name, _ -> new TreeMap<>()).merge(labels, value, Double::sum);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            byName.forEach((name, samples) -> {
                text.append("# TYPE ").append(name).append(isGauge(name) ? " gauge\n" : " counter\n");
                samples.forEach((labels, value) -> {
                    text.append(name);
                    if (!labels.isEmpty()) {
                        text.append('{').append(labels).append('}');
                    }
                    text.append(' ').append(number(value)).append('\n');
                });
            });
            return text.toString();
        }

        private static boolean isGauge(String name) {
            return switch (name) {
                case MetricNames.EXPORTER_QUEUE_SIZE,
                        MetricNames.EXPORTER_QUEUE_CAPACITY,
                        MetricNames.RECEIVER_FINISHED,
                        MetricNames.EXPORTER_REPLACED_QUEUE_SIZE,
                        MetricNames.EXPORTER_QUEUE_DISK_BYTES,
                        "otelcol_process_memory_rss",
                        "otelcol_process_runtime_heap_alloc_bytes",
                        "target_info" -> true;
                default -> false;
            };
        }

        private static String number(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }
}
