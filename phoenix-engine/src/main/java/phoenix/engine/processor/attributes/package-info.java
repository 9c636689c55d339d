@NullMarked
package phoenix.engine.processor.attributes;

import org.jspecify.annotations.NullMarked;
