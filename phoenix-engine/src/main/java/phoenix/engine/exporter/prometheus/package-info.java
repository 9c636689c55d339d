@NullMarked
package phoenix.engine.exporter.prometheus;

import org.jspecify.annotations.NullMarked;
