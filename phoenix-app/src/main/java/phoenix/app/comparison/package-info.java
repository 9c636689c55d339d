/** Takes what leaves the pipelines of both variants and writes it to the comparison store. */
@NullMarked
package phoenix.app.comparison;

import org.jspecify.annotations.NullMarked;
