@NullMarked
package phoenix.engine.receiver.replay;

import org.jspecify.annotations.NullMarked;
