package phoenix.engine.peer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import phoenix.engine.component.Scheduler;

/** Time that moves when the test says so; timers run on the thread of the test. */
public final class VirtualTime implements Scheduler {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Timer> timers = new ArrayList<>();
    private long nanos;

    private record Timer(long atNanos, Runnable task) {}

    @Override
    public InstantSource clock() {
        return () -> START.plusNanos(nanoTime());
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Task after(Duration delay, Runnable task) {
        Timer timer = new Timer(nanos + delay.toNanos(), task);
        timers.add(timer);
        notifyAll();
        return () -> {
            synchronized (this) {
                timers.remove(timer);
                notifyAll();
            }
        };
    }

    @Override
    public Task every(Duration initialDelay, Duration period, Runnable task) {
        Series series = new Series(period, task);
        series.next = after(initialDelay, series::run);
        return series::cancel;
    }

    /** What runs again and again, until it is cancelled: also by itself, or by another thread while it runs. */
    private final class Series {
        private final Duration period;
        private final Runnable task;
        private Task next = () -> {};
        private boolean cancelled;

        Series(Duration period, Runnable task) {
            this.period = period;
            this.task = task;
        }

        private void run() {
            task.run();
            synchronized (VirtualTime.this) {
                if (!cancelled) {
                    next = after(period, this::run);
                }
            }
        }

        private void cancel() {
            synchronized (VirtualTime.this) {
                cancelled = true;
                next.cancel();
            }
        }
    }

    /** Waits until that many timers are set, which threads under test do in their own time. */
    public synchronized void awaitTimers(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (timers.size() != count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited for " + count + " timers; there are " + timers.size());
            }
            wait(left);
        }
    }

    public void advance(Duration by) {
        long until = nanoTime() + by.toNanos();
        while (true) {
            Timer due;
            synchronized (this) {
                due = timers.stream()
                        .filter(t -> t.atNanos <= until)
                        .min(Comparator.comparingLong(Timer::atNanos))
                        .orElse(null);
                nanos = due == null ? until : due.atNanos;
                if (due == null) {
                    return;
                }
                timers.remove(due);
            }
            due.task.run();
        }
    }
}
