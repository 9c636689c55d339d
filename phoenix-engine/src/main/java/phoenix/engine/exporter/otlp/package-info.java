/** The Collector's exporters {@code otlp_http} and {@code otlp_grpc}, for metrics. */
@NullMarked
package phoenix.engine.exporter.otlp;

import org.jspecify.annotations.NullMarked;
