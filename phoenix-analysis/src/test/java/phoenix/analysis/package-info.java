@NullMarked
package phoenix.analysis;

import org.jspecify.annotations.NullMarked;
