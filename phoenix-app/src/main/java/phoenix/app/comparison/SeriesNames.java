package phoenix.app.comparison;

import java.util.Map;
import java.util.TreeMap;
import phoenix.experiment.store.Labels;
import phoenix.experiment.store.MetricDescriptor;
import phoenix.experiment.store.MetricTemporality;
import phoenix.experiment.store.MetricType;
import phoenix.experiment.store.PrometheusSeries;
import phoenix.experiment.store.SeriesIdentity;
import phoenix.experiment.store.SeriesPart;
import phoenix.experiment.store.SeriesSource;
import phoenix.metrics.Attributes;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.ValueText;

/** The store's words for what the engine calls a stream. */
final class SeriesNames {
    private SeriesNames() {}

    static SeriesIdentity identity(
            MetricInfo metric, SeriesPart part, Resource resource, Scope scope, Labels attributes) {
        SeriesSource source = new SeriesSource(
                labels(resource.attributes()), scope.name(), scope.version(), labels(scope.attributes()));
        return new SeriesIdentity(descriptor(metric), part, source, attributes, PrometheusSeries.NONE);
    }

    static MetricDescriptor descriptor(MetricInfo metric) {
        MetricType type = switch (metric.type()) {
            case GAUGE, NONE -> MetricType.GAUGE;
            case SUM -> MetricType.SUM;
            case HISTOGRAM -> MetricType.HISTOGRAM;
            case EXPONENTIAL_HISTOGRAM -> MetricType.EXPONENTIAL_HISTOGRAM;
            case SUMMARY -> MetricType.SUMMARY;
        };
        MetricTemporality temporality = switch (metric.temporality()) {
            case UNSPECIFIED -> MetricTemporality.UNSPECIFIED;
            case DELTA -> MetricTemporality.DELTA;
            case CUMULATIVE -> MetricTemporality.CUMULATIVE;
        };
        return new MetricDescriptor(metric.name(), metric.unit(), type, temporality, metric.monotonic());
    }

    static Labels labels(Attributes attributes) {
        if (attributes.isEmpty()) {
            return Labels.NONE;
        }
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < attributes.size(); i++) {
            texts.put(attributes.key(i), ValueText.of(attributes.value(i)));
        }
        return Labels.of(texts);
    }

    static Labels with(Attributes attributes, String key, String value) {
        return labels(attributes.with(key, phoenix.metrics.Value.of(value)));
    }
}
