package phoenix.engine.receiver.hostmetrics;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scrapers, each with its metrics. The key in the configuration is the name in lower case. */
enum ScraperType {
    CPU(HostMetricSpecs.CPU),
    DISK(DeviceMetricSpecs.DISK),
    FILESYSTEM(DeviceMetricSpecs.FILESYSTEM),
    LOAD(HostMetricSpecs.LOAD),
    MEMORY(HostMetricSpecs.MEMORY),
    NETWORK(DeviceMetricSpecs.NETWORK),
    PAGING(HostMetricSpecs.PAGING),
    PROCESS(ProcessMetricSpecs.PROCESS),
    PROCESSES(ProcessMetricSpecs.PROCESSES),
    SYSTEM(HostMetricSpecs.SYSTEM);

    private final String key = name().toLowerCase(Locale.ROOT);

    @SuppressWarnings("ImmutableEnumChecker") // an immutable list of records
    private final List<MetricSpec> metrics;

    ScraperType(List<MetricSpec> metrics) {
        this.metrics = metrics;
    }

    String key() {
        return key;
    }

    List<MetricSpec> metrics() {
        return metrics;
    }

    static @Nullable ScraperType ofKey(String key) {
        for (ScraperType type : values()) {
            if (type.key.equals(key)) {
                return type;
            }
        }
        return null;
    }
}
