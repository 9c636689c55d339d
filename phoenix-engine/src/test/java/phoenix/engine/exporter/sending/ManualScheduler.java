package phoenix.engine.exporter.sending;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import phoenix.engine.component.Scheduler;

/** Virtual time: timers run when the test moves the clock, on the thread of the test. */
public final class ManualScheduler implements Scheduler {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Timer(long atNanos, Runnable task) {}

    private final List<Timer> timers = new ArrayList<>();
    private long nanos;

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
            }
        };
    }

    @Override
    public Task every(Duration initialDelay, Duration period, Runnable task) {
        throw new UnsupportedOperationException("nothing under test ticks");
    }

    /** Waits until that many timers are set, and returns the delays until they run, sorted. */
    public synchronized List<Duration> awaitTimers(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (timers.size() != count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited for " + count + " timers; there are " + timers.size());
            }
            wait(left);
        }
        return timers.stream()
                .map(t -> Duration.ofNanos(t.atNanos - nanos))
                .sorted()
                .toList();
    }

    public void advance(Duration by) {
        long until;
        synchronized (this) {
            until = nanos + by.toNanos();
        }
        while (true) {
            Timer due;
            synchronized (this) {
                due = timers.stream()
                        .filter(t -> t.atNanos <= until)
                        .min(Comparator.comparingLong(Timer::atNanos))
                        .orElse(null);
                if (due == null) {
                    nanos = until;
                    return;
                }
                nanos = due.atNanos;
                timers.remove(due);
            }
            due.task.run();
        }
    }
}
