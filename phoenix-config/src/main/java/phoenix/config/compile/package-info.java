/** Adds the dual export to a Collector configuration: what every variant of an experiment runs. */
@NullMarked
package phoenix.config.compile;

import org.jspecify.annotations.NullMarked;
