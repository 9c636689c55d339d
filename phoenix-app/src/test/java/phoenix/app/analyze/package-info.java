@NullMarked
package phoenix.app.analyze;

import org.jspecify.annotations.NullMarked;
