/** The health_check extension. */
@NullMarked
package phoenix.engine.extension.healthcheck;

import org.jspecify.annotations.NullMarked;
