@NullMarked
package phoenix.app.compile;

import org.jspecify.annotations.NullMarked;
