package phoenix.engine.streams;

import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.Scope;
import phoenix.metrics.Temporality;

/**
 * What makes a metric the same one from batch to batch. The name and the attributes of the scope count, its schema URL
 * does not; neither do the description and the metadata of the metric.
 */
public record MetricKey(
        Attributes resource,
        String scopeName,
        String scopeVersion,
        Attributes scopeAttributes,
        String name,
        String unit,
        MetricType type,
        Temporality temporality,
        boolean monotonic) {

    public static MetricKey of(MetricBatch batch, int m) {
        Scope scope = batch.scope(batch.scopeOfMetric(m));
        MetricInfo info = batch.metric(m);
        return new MetricKey(
                batch.resource(batch.resourceOfMetric(m)).attributes(),
                scope.name(),
                scope.version(),
                scope.attributes(),
                info.name(),
                info.unit(),
                info.type(),
                info.temporality(),
                info.monotonic());
    }

    /** The same metric whatever the attributes of its scope. */
    public MetricKey withoutScopeAttributes() {
        return scopeAttributes.isEmpty()
                ? this
                : new MetricKey(
                        resource, scopeName, scopeVersion, Attributes.EMPTY, name, unit, type, temporality, monotonic);
    }
}
