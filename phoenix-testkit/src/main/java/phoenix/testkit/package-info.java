/** What tests share: time and chance under control, golden files, real programs, and the list of what was not checked. */
@NullMarked
package phoenix.testkit;

import org.jspecify.annotations.NullMarked;
