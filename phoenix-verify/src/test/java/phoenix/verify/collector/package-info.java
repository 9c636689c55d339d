/** {@code phoenix collector} as a process of its own. */
@NullMarked
package phoenix.verify.collector;

import org.jspecify.annotations.NullMarked;
