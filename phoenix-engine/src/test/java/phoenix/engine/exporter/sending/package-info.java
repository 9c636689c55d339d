@NullMarked
package phoenix.engine.exporter.sending;

import org.jspecify.annotations.NullMarked;
