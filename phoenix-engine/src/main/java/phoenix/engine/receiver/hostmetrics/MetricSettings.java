package phoenix.engine.receiver.hostmetrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of one metric ({@code metrics.<name>}); null where it says nothing.
 *
 * @param attributes those that points keep
 */
record MetricSettings(
        @Nullable Boolean enabled,
        @Nullable Aggregation aggregation,
        @Nullable List<String> attributes) {
    static final MetricSettings DEFAULT = new MetricSettings(null, null, null);

    static MetricSettings enabled(boolean enabled) {
        return new MetricSettings(enabled, null, null);
    }

    /** The description of a metric with these settings as its defaults. */
    MetricSpec applyTo(MetricSpec spec) {
        return new MetricSpec(
                spec.info(),
                spec.isDouble(),
                enabled == null ? spec.isOnByDefault() : enabled,
                spec.attributes(),
                attributes == null ? spec.attributesOnByDefault() : List.copyOf(attributes),
                aggregation == null ? spec.aggregation() : aggregation);
    }
}
