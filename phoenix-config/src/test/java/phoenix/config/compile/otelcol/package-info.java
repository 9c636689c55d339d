@NullMarked
package phoenix.config.compile.otelcol;

import org.jspecify.annotations.NullMarked;
