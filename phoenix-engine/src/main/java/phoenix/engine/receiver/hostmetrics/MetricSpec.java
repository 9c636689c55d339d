package phoenix.engine.receiver.hostmetrics;

import java.util.List;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.Temporality;

/**
 * One metric of a scraper, as the {@code metadata.yaml} of the Collector's scraper describes it.
 *
 * @param info name, description, unit and type on the wire
 * @param isDouble whether points are doubles rather than integers
 * @param isOnByDefault whether it is scraped when the configuration does not name it
 * @param attributes all attributes that its points can have, in the order of the wire
 * @param attributesOnByDefault those that they have when the configuration does not say
 * @param aggregation used when an attribute is left out, unless the configuration says otherwise
 */
record MetricSpec(
        MetricInfo info,
        boolean isDouble,
        boolean isOnByDefault,
        List<String> attributes,
        List<String> attributesOnByDefault,
        Aggregation aggregation) {

    static MetricSpec gauge(String name, String unit, String description) {
        return of(MetricInfo.gauge(name, description, unit), Aggregation.AVG);
    }

    /** A monotonic cumulative sum. */
    static MetricSpec counter(String name, String unit, String description) {
        return of(MetricInfo.sum(name, description, unit, Temporality.CUMULATIVE, true), Aggregation.SUM);
    }

    /** A cumulative sum that goes up and down. */
    static MetricSpec level(String name, String unit, String description) {
        return of(MetricInfo.sum(name, description, unit, Temporality.CUMULATIVE, false), Aggregation.SUM);
    }

    private static MetricSpec of(MetricInfo info, Aggregation aggregation) {
        return new MetricSpec(info, false, true, List.of(), List.of(), aggregation);
    }

    String name() {
        return info.name();
    }

    MetricSpec ofDoubles() {
        return new MetricSpec(info, true, isOnByDefault, attributes, attributesOnByDefault, aggregation);
    }

    MetricSpec offByDefault() {
        return new MetricSpec(info, isDouble, false, attributes, attributesOnByDefault, aggregation);
    }

    MetricSpec by(String... keys) {
        return new MetricSpec(info, isDouble, isOnByDefault, List.of(keys), List.of(keys), aggregation);
    }

    MetricSpec keepingOnly(String... keys) {
        return new MetricSpec(info, isDouble, isOnByDefault, attributes, List.of(keys), aggregation);
    }
}
