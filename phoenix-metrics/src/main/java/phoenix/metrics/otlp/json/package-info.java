/** OTLP in JSON, as the Collector writes it. */
@NullMarked
package phoenix.metrics.otlp.json;

import org.jspecify.annotations.NullMarked;
