/** {@code phoenix catalog}: the ready pipelines. */
@NullMarked
package phoenix.app.catalog;

import org.jspecify.annotations.NullMarked;
