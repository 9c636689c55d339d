/** {@code phoenix compile} proved by real collectors and a real Prometheus. */
@NullMarked
package phoenix.verify.compile;

import org.jspecify.annotations.NullMarked;
