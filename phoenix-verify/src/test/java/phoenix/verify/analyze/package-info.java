/** {@code phoenix analyze} beside a real Prometheus. */
@NullMarked
package phoenix.verify.analyze;

import org.jspecify.annotations.NullMarked;
