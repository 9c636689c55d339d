/** {@code phoenix capture}: records what the receivers of a configuration take in. */
@NullMarked
package phoenix.app.capture;

import org.jspecify.annotations.NullMarked;
