@NullMarked
package phoenix.testkit;

import org.jspecify.annotations.NullMarked;
