@NullMarked
package phoenix.app.check;

import org.jspecify.annotations.NullMarked;
