/** The program: {@link phoenix.app.Main} names the concrete parts and puts them together. */
@NullMarked
package phoenix.app;

import org.jspecify.annotations.NullMarked;
