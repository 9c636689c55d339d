@NullMarked
package phoenix.bench;

import org.jspecify.annotations.NullMarked;
