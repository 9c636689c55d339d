/** {@code phoenix run}: one experiment from the file to the report, in the foreground. */
@NullMarked
package phoenix.app.run;

import org.jspecify.annotations.NullMarked;
