@NullMarked
package phoenix.app.preview;

import org.jspecify.annotations.NullMarked;
