/** {@code phoenix compile}: the dual-export configuration of a variant, for any distribution of the Collector. */
@NullMarked
package phoenix.app.compile;

import org.jspecify.annotations.NullMarked;
