/** OTLP in JSON, as the Collector writes and reads it. */
@NullMarked
package phoenix.metrics.otlp.json;

import org.jspecify.annotations.NullMarked;
