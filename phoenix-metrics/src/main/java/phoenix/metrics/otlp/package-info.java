/** The OTLP protobuf encoding of metrics, read and written without an object for each message. */
@NullMarked
package phoenix.metrics.otlp;

import org.jspecify.annotations.NullMarked;
