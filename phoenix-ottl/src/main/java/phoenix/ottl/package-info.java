@NullMarked
package phoenix.ottl;

import org.jspecify.annotations.NullMarked;
