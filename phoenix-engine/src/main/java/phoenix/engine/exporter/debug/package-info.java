/** The Collector's {@code debug} exporter. */
@NullMarked
package phoenix.engine.exporter.debug;

import org.jspecify.annotations.NullMarked;
