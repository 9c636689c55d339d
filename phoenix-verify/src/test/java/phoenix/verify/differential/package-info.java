/** Random configurations and random metrics through {@code phoenix collector} and the real Collector. */
@NullMarked
package phoenix.verify.differential;

import org.jspecify.annotations.NullMarked;
