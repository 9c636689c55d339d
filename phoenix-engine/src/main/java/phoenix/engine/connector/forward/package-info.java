/** The forward connector. */
@NullMarked
package phoenix.engine.connector.forward;

import org.jspecify.annotations.NullMarked;
