/** From {@code --config} URIs to one resolved tree: retrieval, merge and expansion as the Collector does them. */
@NullMarked
package phoenix.config.load;

import org.jspecify.annotations.NullMarked;
