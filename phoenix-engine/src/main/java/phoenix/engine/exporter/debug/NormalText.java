package phoenix.engine.exporter.debug;

import phoenix.metrics.Attributes;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.PointBody;
import phoenix.metrics.PointBody.Buckets;
import phoenix.metrics.PointBody.ExponentialHistogramBody;
import phoenix.metrics.PointBody.HistogramBody;
import phoenix.metrics.PointBody.OptionalNumber;
import phoenix.metrics.PointBody.SummaryBody;
import phoenix.metrics.Resource;
import phoenix.metrics.Scope;
import phoenix.metrics.ValueText;

/** {@code verbosity: normal}: one line for each resource, scope and data point. Of use once. */
final class NormalText {
    private final MetricBatch batch;
    private final StringBuilder out = new StringBuilder();

    private NormalText(MetricBatch batch) {
        this.batch = batch;
    }

    static String of(MetricBatch batch) {
        NormalText text = new NormalText(batch);
        for (int r = 0; r < batch.resourceCount(); r++) {
            text.resource(r);
        }
        return text.out.toString();
    }

    private void resource(int r) {
        Resource resource = batch.resource(r);
        out.append("ResourceMetrics #").append(r);
        if (!resource.schemaUrl().isEmpty()) {
            out.append(" [").append(resource.schemaUrl()).append(']');
        }
        attributes(resource.attributes(), " ", true);
        out.append('\n');
        for (int s = batch.scopeStart(r); s < batch.scopeEnd(r); s++) {
            scope(s, s - batch.scopeStart(r));
            for (int m = batch.metricStart(s); m < batch.metricEnd(s); m++) {
                for (int p = batch.pointStart(m); p < batch.pointEnd(m); p++) {
                    point(m, p);
                }
            }
        }
    }

    private void scope(int s, int number) {
        Scope scope = batch.scope(s);
        String details = scope.name() + (scope.version().isEmpty() ? "" : "@" + scope.version());
        if (!scope.schemaUrl().isEmpty()) {
            details += (details.isEmpty() ? "" : " ") + "[" + scope.schemaUrl() + "]";
        }
        out.append("ScopeMetrics #").append(number).append(details.isEmpty() ? "" : " " + details);
        attributes(scope.attributes(), " ", true);
        out.append('\n');
    }

    private void attributes(Attributes attributes, String separator, boolean leading) {
        for (int i = 0; i < attributes.size(); i++) {
            out.append(i > 0 || leading ? separator : "")
                    .append(attributes.key(i))
                    .append('=')
                    .append(ValueText.of(attributes.value(i)));
        }
    }

    private void point(int m, int p) {
        out.append(batch.metric(m).name()).append('{');
        attributes(batch.attributes(p), ",", false);
        out.append("} ");
        PointBody body = batch.body(p);
        switch (body) {
            case null -> number(p);
            case HistogramBody histogram -> histogram(histogram);
            case ExponentialHistogramBody histogram -> exponential(histogram);
            case SummaryBody summary -> summary(summary);
        }
        out.append('\n');
    }

    private void number(int p) {
        switch (batch.valueKind(p)) {
            case NONE -> {}
            case INT -> out.append(batch.intValue(p));
            case DOUBLE -> out.append(GoText.shortest(batch.doubleValue(p)));
        }
    }

    private void summed(long count, OptionalNumber sum, OptionalNumber min, OptionalNumber max) {
        out.append("count=").append(Long.toUnsignedString(count));
        optional(" sum=", sum);
        optional(" min=", min);
        optional(" max=", max);
    }

    private void optional(String name, OptionalNumber number) {
        if (number.isSet()) {
            out.append(name).append(GoText.shortest(number.value()));
        }
    }

    private void histogram(HistogramBody body) {
        summed(body.count(), body.sum(), body.min(), body.max());
        for (int i = 0; i < body.bucketCounts().length; i++) {
            out.append(' ');
            if (i < body.bounds().length) {
                out.append("le").append(GoText.shortest(body.bounds()[i])).append('=');
            }
            out.append(Long.toUnsignedString(body.bucketCounts()[i]));
        }
    }

    private void exponential(ExponentialHistogramBody body) {
        summed(body.count(), body.sum(), body.min(), body.max());
        double factor = DetailedText.factor(body.scale());
        Buckets negative = body.negative();
        for (int i = negative.counts().length - 1; i >= 0; i--) {
            bucket(-Math.exp(((double) negative.offset() + i) * factor), negative.counts()[i]);
        }
        if (body.zeroCount() != 0) {
            out.append(" zero=").append(Long.toUnsignedString(body.zeroCount()));
        }
        Buckets positive = body.positive();
        for (int i = 0; i < positive.counts().length; i++) {
            bucket(Math.exp(((double) positive.offset() + i + 1) * factor), positive.counts()[i]);
        }
    }

    private void bucket(double bound, long count) {
        out.append(" le").append(GoText.shortest(bound)).append('=').append(Long.toUnsignedString(count));
    }

    private void summary(SummaryBody body) {
        out.append("count=").append(Long.toUnsignedString(body.count()));
        out.append(" sum=").append(GoText.fixed(body.sum()));
        for (PointBody.Quantile quantile : body.quantiles()) {
            out.append(" q")
                    .append(GoText.shortest(quantile.quantile()))
                    .append('=')
                    .append(GoText.shortest(quantile.value()));
        }
    }
}
