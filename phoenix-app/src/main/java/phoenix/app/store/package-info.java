/**
 * The embedded comparison store: one folder per run with append-only files. The format and why it is as it is:
 * {@code docs/adr/0002-comparison-store.md}.
 */
@NullMarked
package phoenix.app.store;

import org.jspecify.annotations.NullMarked;
