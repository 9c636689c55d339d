/** What every exporter that sends has in common: a bounded queue, batching in it, retries, and the counts of all that. */
@NullMarked
package phoenix.engine.exporter.sending;

import org.jspecify.annotations.NullMarked;
