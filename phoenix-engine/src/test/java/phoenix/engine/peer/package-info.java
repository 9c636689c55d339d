/** The real programs that tests of components run beside them. */
@NullMarked
package phoenix.engine.peer;

import org.jspecify.annotations.NullMarked;
