/** The Collector's {@code transform} processor for metrics. */
@NullMarked
package phoenix.engine.processor.transform;

import org.jspecify.annotations.NullMarked;
