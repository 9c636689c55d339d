/** How commands take a Collector configuration: the arguments they share, and what they load. */
@NullMarked
package phoenix.app.config;

import org.jspecify.annotations.NullMarked;
