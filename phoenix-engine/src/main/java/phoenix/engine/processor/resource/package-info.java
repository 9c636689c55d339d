@NullMarked
package phoenix.engine.processor.resource;

import org.jspecify.annotations.NullMarked;
