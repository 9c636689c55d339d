@NullMarked
package phoenix.app.cli;

import org.jspecify.annotations.NullMarked;
