@NullMarked
package phoenix.engine.telemetry;

import org.jspecify.annotations.NullMarked;
