/** {@code phoenix collector}: the embedded collector alone, in place of otelcol for metrics. */
@NullMarked
package phoenix.app.collector;

import org.jspecify.annotations.NullMarked;
