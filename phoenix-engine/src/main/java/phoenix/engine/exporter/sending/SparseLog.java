package phoenix.engine.exporter.sending;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/** A warning that may come with every batch is logged at most once in ten seconds, with the number left out. */
final class SparseLog {
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final Logger logger;
    private final LongSupplier nanoTime;
    private boolean logged;
    private long loggedNanos;
    private long leftOut;

    SparseLog(Logger logger, LongSupplier nanoTime) {
        this.logger = logger;
        this.nanoTime = nanoTime;
    }

    synchronized void warn(String message) {
        long now = nanoTime.getAsLong();
        if (logged && now - loggedNanos < INTERVAL_NANOS) {
            leftOut++;
            return;
        }
        logger.log(Level.WARNING, leftOut == 0 ? message : message + " (and " + leftOut + " more like this)");
        logged = true;
        loggedNanos = now;
        leftOut = 0;
    }
}
