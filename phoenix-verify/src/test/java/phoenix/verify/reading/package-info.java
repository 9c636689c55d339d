/** Phoenix reads configurations as the real otelcol reads them. */
@NullMarked
package phoenix.verify.reading;

import org.jspecify.annotations.NullMarked;
