@NullMarked
package phoenix.engine.processor.batch;

import org.jspecify.annotations.NullMarked;
