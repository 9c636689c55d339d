@NullMarked
package phoenix.engine.attributes;

import org.jspecify.annotations.NullMarked;
