@NullMarked
package phoenix.app;

import org.jspecify.annotations.NullMarked;
