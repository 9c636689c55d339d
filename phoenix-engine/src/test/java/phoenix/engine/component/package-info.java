@NullMarked
package phoenix.engine.component;

import org.jspecify.annotations.NullMarked;
