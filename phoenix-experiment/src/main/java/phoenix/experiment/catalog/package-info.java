/** Ready pipelines: Collector configurations of stock components that come with Phoenix. */
@NullMarked
package phoenix.experiment.catalog;

import org.jspecify.annotations.NullMarked;
