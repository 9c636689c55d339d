/** The processor {@code metricsgeneration}. */
@NullMarked
package phoenix.engine.processor.metricsgeneration;

import org.jspecify.annotations.NullMarked;
