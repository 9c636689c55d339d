/** The Collector's {@code prometheus} receiver: scrapes targets. */
@NullMarked
package phoenix.engine.receiver.prometheus;

import org.jspecify.annotations.NullMarked;
