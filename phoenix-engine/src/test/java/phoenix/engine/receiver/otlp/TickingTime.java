package phoenix.engine.receiver.otlp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.component.Scheduler;

/** Time that moves when the test says so; what fails in the background is kept for the test to see. */
final class TickingTime implements Scheduler {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Runnable> periodic = new CopyOnWriteArrayList<>();
    final List<RuntimeException> bugs = new CopyOnWriteArrayList<>();

    @Override
    public InstantSource clock() {
        return () -> START.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Task after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            try {
                task.run();
            } catch (RuntimeException bug) {
                bugs.add(bug);
            }
        }
        return () -> {};
    }

    @Override
    public Task every(Duration initialDelay, Duration period, Runnable task) {
        periodic.add(task);
        return () -> periodic.remove(task);
    }

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
        periodic.forEach(Runnable::run);
    }
}
