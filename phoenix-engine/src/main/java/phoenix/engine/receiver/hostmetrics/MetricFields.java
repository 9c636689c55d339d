package phoenix.engine.receiver.hostmetrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.spec.Field;
import phoenix.config.spec.FieldType;

/** The section {@code metrics} of a scraper: which are on, and with which attributes. */
final class MetricFields {
    private MetricFields() {}

    static Field<Map<String, MetricSettings>> of(ScraperType type) {
        Map<String, Field<MetricSettings>> fields = new LinkedHashMap<>();
        for (MetricSpec metric : type.metrics()) {
            String doc = metric.info().description();
            fields.put(metric.name(), Field.nested(spec(metric), metric.name(), doc));
        }
        ConfigSpec<Map<String, MetricSettings>> spec = ConfigSpec.of(
                values -> {
                    Map<String, MetricSettings> settings = new LinkedHashMap<>();
                    fields.forEach((name, field) -> settings.put(name, values.get(field)));
                    return Map.copyOf(settings);
                },
                fields.values().toArray(Field<?>[]::new));
        return Field.nested(spec, "metrics", "Settings of single metrics, by name");
    }

    private static ConfigSpec<MetricSettings> spec(MetricSpec metric) {
        Field<Boolean> enabled = Field.bool("enabled", metric.isOnByDefault(), "Whether it is scraped");
        if (metric.attributes().isEmpty()) {
            return ConfigSpec.of(v -> MetricSettings.enabled(v.get(enabled)), enabled);
        }
        Field<Aggregation> aggregation = Field.choice(
                "aggregation_strategy", metric.aggregation(), "How points become one when attributes are left out");
        Map<String, String> known = new LinkedHashMap<>();
        metric.attributes().forEach(key -> known.put(key, key));
        Field<List<String>> attributes = Field.of(
                FieldType.listOf(FieldType.choice(known)),
                "attributes",
                metric.attributesOnByDefault(),
                "The attributes that its points keep");
        return ConfigSpec.of(
                v -> new MetricSettings(v.get(enabled), v.get(aggregation), v.get(attributes)),
                enabled,
                aggregation,
                attributes);
    }
}
