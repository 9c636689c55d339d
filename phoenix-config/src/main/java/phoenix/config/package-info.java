@NullMarked
package phoenix.config;

import org.jspecify.annotations.NullMarked;
