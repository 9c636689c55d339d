/** Typed specifications of component configurations: one declaration gives parsing, errors and documentation. */
@NullMarked
package phoenix.config.spec;

import org.jspecify.annotations.NullMarked;
