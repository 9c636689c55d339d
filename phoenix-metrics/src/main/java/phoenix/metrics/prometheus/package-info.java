/** Prometheus names for OTLP metrics, and its text formats. */
@NullMarked
package phoenix.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
