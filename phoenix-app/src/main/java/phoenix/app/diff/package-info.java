/** {@code phoenix diff}: what changes between two configurations, in words and as a graph. */
@NullMarked
package phoenix.app.diff;

import org.jspecify.annotations.NullMarked;
