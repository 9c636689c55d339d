/** {@code phoenix loadgen}: synthetic load, as processes of this host and as OTLP. */
@NullMarked
package phoenix.app.loadgen;

import org.jspecify.annotations.NullMarked;
