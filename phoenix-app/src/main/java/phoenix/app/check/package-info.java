/** {@code phoenix check}: what is wrong with a Collector configuration, and the way out. */
@NullMarked
package phoenix.app.check;

import org.jspecify.annotations.NullMarked;
