/** The Collector's {@code filter} processor for metrics. */
@NullMarked
package phoenix.engine.processor.filter;

import org.jspecify.annotations.NullMarked;
