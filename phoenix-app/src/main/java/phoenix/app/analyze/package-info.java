/** {@code phoenix analyze}: the verdict engine over samples from elsewhere, a file or a Prometheus server. */
@NullMarked
package phoenix.app.analyze;

import org.jspecify.annotations.NullMarked;
