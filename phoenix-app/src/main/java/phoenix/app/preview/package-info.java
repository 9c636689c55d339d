/** {@code phoenix preview}: both configurations over a capture, in virtual time. */
@NullMarked
package phoenix.app.preview;

import org.jspecify.annotations.NullMarked;
