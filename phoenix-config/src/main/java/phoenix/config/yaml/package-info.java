/** YAML as a tree with positions, read as the Collector reads it. */
@NullMarked
package phoenix.config.yaml;

import org.jspecify.annotations.NullMarked;
