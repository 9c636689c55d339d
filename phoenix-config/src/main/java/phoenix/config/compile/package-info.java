/** Makes the dual-export configuration of a variant, says what it changed, and proves that production is untouched. */
@NullMarked
package phoenix.config.compile;

import org.jspecify.annotations.NullMarked;
