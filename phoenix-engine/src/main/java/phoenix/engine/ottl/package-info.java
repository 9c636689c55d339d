/**
 * Runs OTTL on metric batches: compiles the syntax trees of {@code phoenix.ottl} into small nodes that read and write the
 * columns of a batch directly. Values that have no column of their own travel as objects: {@code String}, {@code Long},
 * {@code Double}, {@code Boolean}, {@link phoenix.metrics.Attributes} for a map, {@code Value.ListValue},
 * {@code Value.BytesValue}, {@code Instant}, {@code Duration}; nil is null.
 */
@NullMarked
package phoenix.engine.ottl;

import org.jspecify.annotations.NullMarked;
