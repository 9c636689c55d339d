/** Receivers of recorded metrics: {@code capture} and the Collector's {@code otlp_json_file}. */
@NullMarked
package phoenix.engine.receiver.replay;

import org.jspecify.annotations.NullMarked;
