package phoenix.engine.exporter.debug;

import java.util.HexFormat;
import java.util.List;
import phoenix.metrics.Attributes;
import phoenix.metrics.Exemplar;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.MetricInfo;
import phoenix.metrics.MetricType;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Temporality;
import phoenix.metrics.ValueText;
import phoenix.metrics.prometheus.Exposition;

/** {@code verbosity: detailed}: every field on a line of its own. Of use once. */
final class DetailedText {
    private final MetricBatch batch;
    private final StringBuilder out = new StringBuilder();

    private DetailedText(MetricBatch batch) {
        this.batch = batch;
    }

    static String of(MetricBatch batch) {
        DetailedText text = new DetailedText(batch);
        for (int r = 0; r < batch.resourceCount(); r++) {
            text.resource(r);
        }
        return text.out.toString();
    }

    /** The width of the buckets of an exponential histogram, as a logarithm. */
    static double factor(int scale) {
        return Math.scalb(Math.log(2), -scale);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void resource(int r) {
        Resource resource = batch.resource(r);
        line("ResourceMetrics #" + r);
        line("Resource SchemaURL: " + resource.schemaUrl());
        attributes("Resource attributes", "", resource.attributes());
        entityRefs(resource.entityRefs());
        for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
            line("ScopeMetrics #" + (s - batch.scopeStart(r)));
            line("ScopeMetrics SchemaURL: " + batch.scope(s).schemaUrl());
            line("InstrumentationScope " + batch.scope(s).name() + " "
                    + batch.scope(s).version());
            attributes("InstrumentationScope attributes", "", batch.scope(s).attributes());
            for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                line("Metric #" + (m - batch.metricStart(s)));
                metric(m);
            }
        }
    }

    private void attributes(String header, String indent, Attributes attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        line(header + ":");
        for (int i = 0; i < attributes.size(); i++) {
            line(indent + "     -> " + attributes.key(i) + ": " + GoText.type(attributes.value(i)) + "("
                    + ValueText.of(attributes.value(i)) + ")");
        }
    }

    private void entityRefs(List<Resource.EntityRef> refs) {
        if (refs.isEmpty()) {
            return;
        }
        line("Resource entity refs:");
        for (int i = 0; i < refs.size(); i++) {
            Resource.EntityRef ref = refs.get(i);
            line("     -> Entity ref #" + i + ":");
            line("          -> Type: " + ref.type());
            if (!ref.schemaUrl().isEmpty()) {
                line("          -> Schema URL: " + ref.schemaUrl());
            }
            keys("ID keys", ref.idKeys());
            keys("Description keys", ref.descriptionKeys());
        }
    }

    private void keys(String header, List<String> keys) {
        if (!keys.isEmpty()) {
            line("          -> " + header + ":");
            keys.forEach(key -> line("               -> " + key));
        }
    }

    private void metric(int m) {
        MetricInfo info = batch.metric(m);
        line("Descriptor:");
        line("     -> Name: " + info.name());
        line("     -> Description: " + info.description());
        line("     -> Unit: " + info.unit());
        line("     -> DataType: " + type(info.type()));
        attributes("     -> Metadata", "     ", info.metadata());
        if (info.type() == MetricType.SUM) {
            line("     -> IsMonotonic: " + info.monotonic());
        }
        switch (info.type()) {
            case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM ->
                line("     -> AggregationTemporality: " + temporality(info.temporality()));
            case NONE, GAUGE, SUMMARY -> {}
        }
        for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
            point(info.type(), p, p - batch.pointStart(m));
        }
    }

    private static String type(MetricType type) {
        return switch (type) {
            case NONE -> "Empty";
            case GAUGE -> "Gauge";
            case SUM -> "Sum";
            case HISTOGRAM -> "Histogram";
            case EXPONENTIAL_HISTOGRAM -> "ExponentialHistogram";
            case SUMMARY -> "Summary";
        };
    }

    private static String temporality(Temporality temporality) {
        return switch (temporality) {
            case UNSPECIFIED -> "Unspecified";
            case DELTA -> "Delta";
            case CUMULATIVE -> "Cumulative";
        };
    }

    private void point(MetricType type, int p, int number) {
        line((type.isNumber() ? "Number" : type(type)) + "DataPoints #" + number);
        attributes("Data point attributes", "", batch.attributes(p));
        line("StartTimestamp: " + GoText.time(batch.startTimeUnixNano(p)));
        line("Timestamp: " + GoText.time(batch.timeUnixNano(p)));
        switch (batch.body(p)) {
            case null -> number(p);
            case HistogramBody histogram -> histogram(histogram);
            case ExponentialHistogramBody histogram -> exponential(histogram);
            case SummaryBody summary -> summary(summary);
        }
        exemplars(batch.exemplars(p));
    }

    private void number(int p) {
        switch (batch.valueKind(p)) {
            case NONE -> {}
            case INT -> line("Value: " + batch.intValue(p));
            case DOUBLE -> line("Value: " + GoText.fixed(batch.doubleValue(p)));
        }
    }

    private void summed(long count, OptionalNumber sum, OptionalNumber min, OptionalNumber max) {
        line("Count: " + Long.toUnsignedString(count));
        optional("Sum: ", sum);
        optional("Min: ", min);
        optional("Max: ", max);
    }

    private void optional(String name, OptionalNumber number) {
        if (number.isSet()) {
            line(name + GoText.fixed(number.value()));
        }
    }

    private void histogram(HistogramBody body) {
        summed(body.count(), body.sum(), body.min(), body.max());
        for (int i = 0; i < body.bounds().length; i++) {
            line("ExplicitBounds #" + i + ": " + GoText.fixed(body.bounds()[i]));
        }
        for (int i = 0; i < body.bucketCounts().length; i++) {
            line("Buckets #" + i + ", Count: " + Long.toUnsignedString(body.bucketCounts()[i]));
        }
    }

    private void exponential(ExponentialHistogramBody body) {
        summed(body.count(), body.sum(), body.min(), body.max());
        double factor = factor(body.scale());
        Buckets negative = body.negative();
        for (int i = negative.counts().length - 1; i >= 0; i--) {
            double index = (double) negative.offset() + i;
            String upper = GoText.fixed(-Math.exp((index + 1) * factor));
            bucket("[" + upper + ", " + GoText.fixed(-Math.exp(index * factor)) + ")", negative.counts()[i]);
        }
        if (body.zeroCount() != 0) {
            bucket("[0, 0]", body.zeroCount());
        }
        Buckets positive = body.positive();
        for (int i = 0; i < positive.counts().length; i++) {
            double index = (double) positive.offset() + i;
            String lower = GoText.fixed(Math.exp(index * factor));
            bucket("(" + lower + ", " + GoText.fixed(Math.exp((index + 1) * factor)) + "]", positive.counts()[i]);
        }
    }

    private void bucket(String range, long count) {
        line("Bucket " + range + ", Count: " + Long.toUnsignedString(count));
    }

    private void summary(SummaryBody body) {
        line("Count: " + Long.toUnsignedString(body.count()));
        line("Sum: " + GoText.fixed(body.sum()));
        for (int i = 0; i < body.quantiles().size(); i++) {
            line("QuantileValue #" + i + ": Quantile "
                    + GoText.fixed(body.quantiles().get(i).quantile()) + ", Value "
                    + GoText.fixed(body.quantiles().get(i).value()));
        }
    }

    private void exemplars(List<Exemplar> exemplars) {
        if (exemplars.isEmpty()) {
            return;
        }
        line("Exemplars:");
        for (int i = 0; i < exemplars.size(); i++) {
            Exemplar exemplar = exemplars.get(i);
            line("Exemplar #" + i);
            line("     -> Trace ID: " + HexFormat.of().formatHex(exemplar.traceId()));
            line("     -> Span ID: " + HexFormat.of().formatHex(exemplar.spanId()));
            line("     -> Timestamp: " + GoText.time(exemplar.timeUnixNano()));
            switch (exemplar.kind()) {
                case NONE -> {}
                case INT -> line("     -> Value: " + exemplar.valueBits());
                case DOUBLE -> line("     -> Value: " + GoText.fixed(Exposition.value(exemplar)));
            }
            attributes("     -> FilteredAttributes", "     ", exemplar.filteredAttributes());
        }
    }
}
