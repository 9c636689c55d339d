/** {@code phoenix-bench/run}: Phoenix and otelcol in turn, as real processes, under the same load on one machine. */
@NullMarked
package phoenix.bench;

import org.jspecify.annotations.NullMarked;
