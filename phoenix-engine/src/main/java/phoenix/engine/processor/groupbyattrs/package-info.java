/** The processor {@code groupbyattrs}. */
@NullMarked
package phoenix.engine.processor.groupbyattrs;

import org.jspecify.annotations.NullMarked;
