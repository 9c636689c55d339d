@NullMarked
package phoenix.engine.receiver.otlp;

import org.jspecify.annotations.NullMarked;
