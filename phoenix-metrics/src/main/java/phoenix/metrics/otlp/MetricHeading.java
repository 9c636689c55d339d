package phoenix.metrics.otlp;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/** The texts of a metric, and one instance for each kind of metric that comes with them. Not thread-safe. */
final class MetricHeading {
    private static final int TEMPORALITIES = Temporality.values().length;
    private static final int KINDS = MetricType.values().length * TEMPORALITIES * 2;

    private final String name;
    private final String description;
    private final String unit;
    private final @Nullable MetricInfo[] infos = new MetricInfo[KINDS];

    MetricHeading(String name, String description, String unit) {
        this.name = name;
        this.description = description;
        this.unit = unit;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    String unit() {
        return unit;
    }

    MetricInfo info(MetricType type, Temporality temporality, boolean monotonic) {
        int kind = (type.ordinal() * TEMPORALITIES + temporality.ordinal()) * 2 + (monotonic ? 1 : 0);
        MetricInfo info = infos[kind];
        if (info == null) {
            info = new MetricInfo(name, description, unit, type, temporality, monotonic, Attributes.EMPTY);
            infos[kind] = info;
        }
        return info;
    }
}
