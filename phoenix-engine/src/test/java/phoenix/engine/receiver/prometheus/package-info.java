@NullMarked
package phoenix.engine.receiver.prometheus;

import org.jspecify.annotations.NullMarked;
