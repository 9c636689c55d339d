/** What processors that remember streams share: the identity of a stream, and a bounded table of them. */
@NullMarked
package phoenix.engine.streams;

import org.jspecify.annotations.NullMarked;
