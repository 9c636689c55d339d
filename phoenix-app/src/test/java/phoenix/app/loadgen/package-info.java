@NullMarked
package phoenix.app.loadgen;

import org.jspecify.annotations.NullMarked;
