package phoenix.metrics.otlp;

import org.jspecify.annotations.Nullable;
import phoenix.metrics.MetricInfo;

/**
 * Writes name, description and unit of a metric, those of an instance seen before from kept bytes: a decoder gives the same
 * instance for the same metric, and texts character by character were a tenth of encoding. Not thread-safe.
 */
final class HeadingEncoder {
    private static final int PLACES = 1024;
    private static final int KEPT_BYTES_MAX = 1024;

    private final @Nullable MetricInfo[] metrics = new MetricInfo[PLACES];
    private final byte[][] forms = new byte[PLACES][];

    void write(ReverseWriter out, MetricInfo metric) {
        int place = metric.name().hashCode() & (PLACES - 1);
        if (metrics[place] == metric) {
            out.raw(forms[place]);
            return;
        }
        int before = out.size();
        out.optionalText(0x1A, metric.unit());
        out.optionalText(0x12, metric.description());
        out.optionalText(0x0A, metric.name());
        if (out.size() - before <= KEPT_BYTES_MAX) {
            metrics[place] = metric;
            forms[place] = out.since(before);
        }
    }
}
