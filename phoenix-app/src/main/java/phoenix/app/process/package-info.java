/** What this process takes of the machine. */
@NullMarked
package phoenix.app.process;

import org.jspecify.annotations.NullMarked;
