@NullMarked
package phoenix.verify.hostmetrics;

import org.jspecify.annotations.NullMarked;
