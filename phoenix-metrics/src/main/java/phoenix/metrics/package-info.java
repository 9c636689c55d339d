@NullMarked
package phoenix.metrics;

import org.jspecify.annotations.NullMarked;
