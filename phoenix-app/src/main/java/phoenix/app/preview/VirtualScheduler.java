package phoenix.app.preview;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Scheduler;

/**
 * Time that goes on when it is told to: timers run in their order, at the time they were set for, in the calling thread.
 * For one thread.
 */
final class VirtualScheduler implements Scheduler {
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final InstantSource clock = () -> Instant.ofEpochSecond(0, nanoTime());
    private long nowNanos;
    private long made;

    /** @param startUnixNanos nanoseconds since the epoch */
    VirtualScheduler(long startUnixNanos) {
        this.nowNanos = startUnixNanos;
    }

    private static final class Timer implements Comparable<Timer>, Task {
        private final long atNanos;
        private final long number;
        private @Nullable Runnable task;

        Timer(long atNanos, long number, Runnable task) {
            this.atNanos = atNanos;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Lets time go on to that moment; one in the past changes nothing. */
    void advanceTo(long unixNanos) {
        for (Timer next = timers.peek(); next != null && next.atNanos <= unixNanos; next = timers.peek()) {
            timers.remove();
            nowNanos = Math.max(nowNanos, next.atNanos);
            if (next.task != null) {
                next.task.run();
            }
        }
        nowNanos = Math.max(nowNanos, unixNanos);
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Task after(Duration delay, Runnable task) {
        Timer timer = new Timer(nowNanos + Math.max(0, delay.toNanos()), made++, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public Task every(Duration initialDelay, Duration period, Runnable task) {
        Ticks ticks = new Ticks(period, task);
        ticks.next = after(initialDelay, ticks);
        return ticks;
    }

    private final class Ticks implements Runnable, Task {
        private final Duration period;
        private final Runnable task;
        private boolean cancelled;
        private @Nullable Task next;

        Ticks(Duration period, Runnable task) {
            this.period = period;
            this.task = task;
        }

        @Override
        public void run() {
            next = after(period, this);
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (next != null) {
                next.cancel();
            }
        }
    }
}
