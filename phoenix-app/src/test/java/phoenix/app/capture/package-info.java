@NullMarked
package phoenix.app.capture;

import org.jspecify.annotations.NullMarked;
