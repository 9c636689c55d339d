@NullMarked
package phoenix.engine.receiver.hostmetrics;

import org.jspecify.annotations.NullMarked;
