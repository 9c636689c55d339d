/** A queue of requests in files: what was taken is there again after a crash, and is let go when it has been dealt with. */
@NullMarked
package phoenix.engine.exporter.sending.disk;

import org.jspecify.annotations.NullMarked;
