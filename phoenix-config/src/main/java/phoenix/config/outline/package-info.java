/** A configuration as its tree says it is: what lints and comparisons look at, whatever the catalog knows of it. */
@NullMarked
package phoenix.config.outline;

import org.jspecify.annotations.NullMarked;
