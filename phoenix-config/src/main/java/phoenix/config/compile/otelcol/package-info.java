/**
 * The dual export for a real Collector of any distribution: what is emitted keeps the user's text, and is proved to leave
 * production as it was before anything is written.
 */
@NullMarked
package phoenix.config.compile.otelcol;

import org.jspecify.annotations.NullMarked;
