/** The Collector's own vocabulary: component and pipeline ids, kinds, signals, the catalog of components. */
@NullMarked
package phoenix.config.collector;

import org.jspecify.annotations.NullMarked;
