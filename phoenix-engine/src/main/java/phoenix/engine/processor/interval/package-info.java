/** The processor {@code interval}. */
@NullMarked
package phoenix.engine.processor.interval;

import org.jspecify.annotations.NullMarked;
