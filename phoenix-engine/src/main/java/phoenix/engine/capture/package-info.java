/** Recorded metrics: the format of {@code phoenix capture}, written and read. docs/capture-format.md tells it in words. */
@NullMarked
package phoenix.engine.capture;

import org.jspecify.annotations.NullMarked;
