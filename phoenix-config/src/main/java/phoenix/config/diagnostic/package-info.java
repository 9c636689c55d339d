/** Diagnostics: where something is wrong in a user's files, what is wrong and the way out. */
@NullMarked
package phoenix.config.diagnostic;

import org.jspecify.annotations.NullMarked;
