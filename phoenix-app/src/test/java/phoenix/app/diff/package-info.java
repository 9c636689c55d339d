@NullMarked
package phoenix.app.diff;

import org.jspecify.annotations.NullMarked;
