/** The processor {@code memory_limiter}. */
@NullMarked
package phoenix.engine.processor.memorylimiter;

import org.jspecify.annotations.NullMarked;
