/** Receivers at work, outside the graphs that they feed. */
@NullMarked
package phoenix.engine.ingest;

import org.jspecify.annotations.NullMarked;
