/** What a user writes in an experiment file. */
@NullMarked
package phoenix.experiment.definition;

import org.jspecify.annotations.NullMarked;
