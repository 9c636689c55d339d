/** The Collector's {@code file} exporter. */
@NullMarked
package phoenix.engine.exporter.file;

import org.jspecify.annotations.NullMarked;
