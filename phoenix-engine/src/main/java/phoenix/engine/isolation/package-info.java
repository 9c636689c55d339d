@NullMarked
package phoenix.engine.isolation;

import org.jspecify.annotations.NullMarked;
