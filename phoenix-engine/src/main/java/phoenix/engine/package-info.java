@NullMarked
package phoenix.engine;

import org.jspecify.annotations.NullMarked;
