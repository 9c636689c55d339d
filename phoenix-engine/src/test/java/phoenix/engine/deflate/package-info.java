@NullMarked
package phoenix.engine.deflate;

import org.jspecify.annotations.NullMarked;
