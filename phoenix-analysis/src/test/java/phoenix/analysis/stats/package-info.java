@NullMarked
package phoenix.analysis.stats;

import org.jspecify.annotations.NullMarked;
