@NullMarked
package phoenix.app.comparison;

import org.jspecify.annotations.NullMarked;
