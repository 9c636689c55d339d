package phoenix.engine.receiver.replay;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import phoenix.engine.component.Scheduler;

/** Lets one worker thread wait in the time of its graph, until it is told to stop. */
final class Pause {
    /** A wait is looked at again after so long, so that no number from outside overflows. */
    private static final Duration STEP_MAX = Duration.ofHours(1);

    private final Scheduler scheduler;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopped;

    Pause(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Waits until the scheduler's clock for durations says {@code nanos}; false when told to stop. */
    boolean until(long nanos) {
        for (long left = nanos - scheduler.nanoTime(); left > 0 && !stopped; left = nanos - scheduler.nanoTime()) {
            Scheduler.Task timer = scheduler.after(Duration.ofNanos(Math.min(left, STEP_MAX.toNanos())), wake::release);
            wake.acquireUninterruptibly();
            timer.cancel();
            wake.drainPermits();
        }
        return !stopped;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Ends the present wait, and all later ones. */
    void stop() {
        stopped = true;
        wake.release();
    }
}
