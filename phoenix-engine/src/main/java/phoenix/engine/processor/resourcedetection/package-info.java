@NullMarked
package phoenix.engine.processor.resourcedetection;

import org.jspecify.annotations.NullMarked;
