@NullMarked
package phoenix.experiment.evidence;

import org.jspecify.annotations.NullMarked;
