/** The Collector's {@code prometheus_remote_write} exporter. */
@NullMarked
package phoenix.engine.exporter.remotewrite;

import org.jspecify.annotations.NullMarked;
