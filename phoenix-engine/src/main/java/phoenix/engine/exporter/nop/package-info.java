/** The Collector's {@code nop} exporter. */
@NullMarked
package phoenix.engine.exporter.nop;

import org.jspecify.annotations.NullMarked;
