@NullMarked
package phoenix.app.embedded;

import org.jspecify.annotations.NullMarked;
