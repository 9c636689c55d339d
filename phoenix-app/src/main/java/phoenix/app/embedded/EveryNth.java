package phoenix.app.embedded;

import java.time.Duration;
import java.time.InstantSource;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/**
 * Hands on the first reading, and then one for each interval: of readings that come n times as often, every n-th. It
 * goes by time and not by counting, so that a reading that was left out puts off one reading and not all that follow.
 * For one thread: a receiver reads one thing after the other.
 */
public final class EveryNth implements MetricConsumer {
    private final MetricConsumer next;
    private final InstantSource clock;
    private final long intervalMillis;
    private final long toleranceMillis;
    private boolean hasPassed;
    private long dueMillis;

    /**
     * @param interval what the variant asked for
     * @param read the shorter one that is read at; half of it is how far a reading may be off
     */
    public EveryNth(MetricConsumer next, InstantSource clock, Duration interval, Duration read) {
        this.next = next;
        this.clock = clock;
        this.intervalMillis = interval.toMillis();
        this.toleranceMillis = read.toMillis() / 2;
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        return isDue(clock.millis()) ? next.consume(batch) : Outcome.ACCEPTED;
    }

    private boolean isDue(long now) {
        boolean isEarly = now < dueMillis - toleranceMillis;
        // A clock that was set back must not stop the readings until it has caught up.
        boolean wentBack = now < dueMillis - intervalMillis - toleranceMillis;
        if (hasPassed && isEarly && !wentBack) {
            return false;
        }
        boolean isOnTime = hasPassed && !wentBack && now <= dueMillis + toleranceMillis;
        dueMillis = (isOnTime ? dueMillis : now) + intervalMillis;
        hasPassed = true;
        return true;
    }
}
