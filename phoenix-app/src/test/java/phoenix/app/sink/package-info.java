@NullMarked
package phoenix.app.sink;

import org.jspecify.annotations.NullMarked;
