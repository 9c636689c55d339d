package phoenix.engine.component;

import java.time.Duration;
import java.time.InstantSource;

/** Time and timers of a graph. Tasks must be short: one that blocks delays the others. */
public interface Scheduler {
    /** The clock that timestamps come from. */
    InstantSource clock();

    /** A clock for durations only, in nanoseconds: monotonic, of unspecified origin. */
    long nanoTime();

    /** Runs the task once, {@code delay} from now. */
    Task after(Duration delay, Runnable task);

    /**
     * Runs the task first after {@code initialDelay}, then at every multiple of {@code period}. A tick that comes while
     * the task still runs is skipped, not queued.
     */
    Task every(Duration initialDelay, Duration period, Runnable task);

    /** Whether the work of this graph was given up: what takes long looks now and then, and ends if so. */
    default boolean isAbandoned() {
        return false;
    }

    /** A timer that can be called off; calling it off twice does no harm. */
    interface Task {
        void cancel();
    }
}
