@NullMarked
package phoenix.app.run;

import org.jspecify.annotations.NullMarked;
