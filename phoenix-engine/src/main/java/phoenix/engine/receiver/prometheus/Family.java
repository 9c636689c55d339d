package phoenix.engine.receiver.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;
import phoenix.metrics.Attributes;
import phoenix.metrics.BatchBuilder;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Temporality;

/** The samples of one metric family in one scrape. */
final class Family {
    final String name;
    private final Metadata metadata;
    private final MetricType type;
    private final Map<Attributes, PointGroup> groups = new LinkedHashMap<>();

    Family(String name, Metadata metadata) {
        this.name = name;
        this.metadata = metadata;
        this.type = metadata.type().otlp;
    }

    private Family(String name, Metadata metadata, MetricType type) {
        this.name = name;
        this.metadata = metadata;
        this.type = type;
    }

    /** The same of native histograms, whatever was said of the type; with no points yet. */
    Family ofNative() {
        return new Family(name, metadata.withType(PromType.HISTOGRAM), MetricType.EXPONENTIAL_HISTOGRAM);
    }

    /** Whether a metric of that name is part of it. */
    boolean includes(String metric) {
        return switch (type) {
            case SUM -> Families.normalized(metric).equals(metadata.family());
            case GAUGE -> metric.equals(name);
            case NONE, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY ->
                Families.normalized(metric).equals(name);
        };
    }

    /** Takes a sample; false when it does not fit, and is left out. */
    boolean add(String metric, Labels labels, long timeMillis, double value) {
        PointGroup group = groups.computeIfAbsent(attributes(labels), a -> new PointGroup(type, a, timeMillis));
        if (group.timeMillis != timeMillis) {
            return false;
        }
        boolean created = metric.equals(metadata.family() + "_created");
        switch (type) {
            case HISTOGRAM, SUMMARY -> {
                if (metric.endsWith("_sum")) {
                    group.sum(value);
                } else if (metric.endsWith("_count")) {
                    group.count(value);
                } else if (created) {
                    group.createdSeconds = value;
                } else {
                    return group.part(labels.get(type == MetricType.HISTOGRAM ? "le" : "quantile"), value);
                }
            }
            case SUM -> {
                if (created) {
                    group.createdSeconds = value;
                } else {
                    group.value(value);
                }
            }
            case NONE, GAUGE -> group.value(value);
            case EXPONENTIAL_HISTOGRAM -> throw new IllegalArgumentException(metric + " is a native histogram");
        }
        return true;
    }

    /** Takes a native histogram; false when it does not fit, and is left out. */
    boolean add(Labels labels, long timeMillis, NativeHistogram histogram) {
        PointGroup group = groups.computeIfAbsent(attributes(labels), a -> new PointGroup(type, a, timeMillis));
        return group.timeMillis == timeMillis && group.histogram(histogram);
    }

    void exemplar(Labels labels, ScrapedExemplar exemplar, long timeMillis) {
        PointGroup group = groups.get(attributes(labels));
        if (group != null) {
            group.exemplars.add(ExemplarText.of(exemplar, timeMillis));
        }
    }

    private Attributes attributes(Labels labels) {
        Attributes.Builder attributes = Attributes.builder();
        for (int i = 0; i < labels.size(); i++) {
            if (!Families.isOwn(labels.name(i), type)) {
                attributes.put(labels.name(i), labels.value(i));
            }
        }
        return attributes.build();
    }

    boolean hasPoints() {
        return groups.values().stream().anyMatch(PointGroup::isPoint);
    }

    void appendTo(BatchBuilder builder) {
        if (!hasPoints()) {
            return;
        }
        MetricType shown = type == MetricType.NONE ? MetricType.GAUGE : type;
        boolean cumulative = shown != MetricType.GAUGE && shown != MetricType.SUMMARY;
        builder.metric(new MetricInfo(
                name,
                metadata.help(),
                Ucum.ofWord(metadata.unit()),
                shown,
                cumulative ? Temporality.CUMULATIVE : Temporality.UNSPECIFIED,
                shown == MetricType.SUM && metadata.type().monotonic,
                Attributes.of("prometheus.type", metadata.type().text)));
        groups.values().stream().filter(PointGroup::isPoint).forEach(group -> group.appendTo(builder));
    }
}
