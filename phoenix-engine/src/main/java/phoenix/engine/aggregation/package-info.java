/** Merging points of one metric that have become alike: what several processors share. */
@NullMarked
package phoenix.engine.aggregation;

import org.jspecify.annotations.NullMarked;
