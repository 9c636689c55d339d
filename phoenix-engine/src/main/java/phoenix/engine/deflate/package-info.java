/** The deflate format (RFC 1951), written fast: what zlib costs was a third of an OTLP pipeline. */
@NullMarked
package phoenix.engine.deflate;

import org.jspecify.annotations.NullMarked;
