/**
 * The formulas behind the verdict, each with its source and without any knowledge of experiments. All methods are pure and safe for
 * use by several threads.
 */
@NullMarked
package phoenix.analysis.stats;

import org.jspecify.annotations.NullMarked;
