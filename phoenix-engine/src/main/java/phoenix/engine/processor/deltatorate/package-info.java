/** The processor {@code delta_to_rate}. */
@NullMarked
package phoenix.engine.processor.deltatorate;

import org.jspecify.annotations.NullMarked;
