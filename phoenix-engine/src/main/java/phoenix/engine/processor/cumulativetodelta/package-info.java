/** The processor {@code cumulative_to_delta}. */
@NullMarked
package phoenix.engine.processor.cumulativetodelta;

import org.jspecify.annotations.NullMarked;
