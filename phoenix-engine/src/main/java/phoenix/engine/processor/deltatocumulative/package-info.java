/** The processor {@code delta_to_cumulative}. */
@NullMarked
package phoenix.engine.processor.deltatocumulative;

import org.jspecify.annotations.NullMarked;
