@NullMarked
package phoenix.app.store;

import org.jspecify.annotations.NullMarked;
