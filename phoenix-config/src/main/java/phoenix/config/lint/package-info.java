/** Lints: what is well-formed, runs, and is hardly meant. One small class each, listed in {@code Lints}. */
@NullMarked
package phoenix.config.lint;

import org.jspecify.annotations.NullMarked;
