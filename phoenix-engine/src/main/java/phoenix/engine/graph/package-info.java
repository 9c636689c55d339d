@NullMarked
package phoenix.engine.graph;

import org.jspecify.annotations.NullMarked;
