/** The {@code otlp} receiver: OTLP over gRPC and HTTP, metrics only. */
@NullMarked
package phoenix.engine.receiver.otlp;

import org.jspecify.annotations.NullMarked;
