@NullMarked
package phoenix.experiment.catalog;

import org.jspecify.annotations.NullMarked;
