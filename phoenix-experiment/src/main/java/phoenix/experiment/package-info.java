@NullMarked
package phoenix.experiment;

import org.jspecify.annotations.NullMarked;
