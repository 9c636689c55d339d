/** The command line: arguments, exit statuses, standard output, logs on standard error. Nothing else writes to them. */
@NullMarked
package phoenix.app.cli;

import org.jspecify.annotations.NullMarked;
