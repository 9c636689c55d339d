@NullMarked
package phoenix.experiment.definition;

import org.jspecify.annotations.NullMarked;
