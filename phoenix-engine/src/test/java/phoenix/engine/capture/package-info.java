@NullMarked
package phoenix.engine.capture;

import org.jspecify.annotations.NullMarked;
