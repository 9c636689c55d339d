@NullMarked
package phoenix.engine.net;

import org.jspecify.annotations.NullMarked;
