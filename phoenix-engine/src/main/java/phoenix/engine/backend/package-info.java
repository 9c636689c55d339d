/** What is known of the backends that metrics are sent to. */
@NullMarked
package phoenix.engine.backend;

import org.jspecify.annotations.NullMarked;
