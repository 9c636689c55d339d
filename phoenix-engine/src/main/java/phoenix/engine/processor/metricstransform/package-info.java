/** The processor {@code metrics_transform}. */
@NullMarked
package phoenix.engine.processor.metricstransform;

import org.jspecify.annotations.NullMarked;
