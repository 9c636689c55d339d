@NullMarked
package phoenix.engine.exporter.debug;

import org.jspecify.annotations.NullMarked;
