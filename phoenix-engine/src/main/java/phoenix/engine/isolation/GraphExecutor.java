package phoenix.engine.isolation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import phoenix.engine.component.Scheduler;

/**
 * The one thread on which a graph's timers and handed-over work run, and the supervisor of that work: whatever a task
 * throws, errors of the virtual machine included, ends in the fault listener and nowhere else. Thread-safe.
 */
public final class GraphExecutor implements Scheduler {
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<Throwable> faultListener;
    private volatile long busySinceNanos;
    private volatile boolean busy;
    private final AtomicLong tasksStarted = new AtomicLong();
    private volatile boolean abandoned;

    /** @param faultListener told of what a task threw; runs on the thread of the task */
    public GraphExecutor(InstantSource clock, ThreadFactory threads, Consumer<Throwable> faultListener) {
        this.clock = clock;
        this.faultListener = faultListener;
        this.executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Task after(Duration delay, Runnable task) {
        return task(() -> executor.schedule(supervised(task), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Task every(Duration initialDelay, Duration period, Runnable task) {
        PeriodicTask periodic = new PeriodicTask(System.nanoTime() + initialDelay.toNanos(), period.toNanos(), task);
        periodic.scheduleAt(periodic.firstNanos);
        return () -> periodic.cancelled = true;
    }

    /** Ticks at {@code first + k * period}: a late tick is followed by the next one that lies ahead, never by a backlog. */
    private final class PeriodicTask implements Runnable {
        private final long firstNanos;
        private final long periodNanos;
        private final Runnable task;
        private volatile boolean cancelled;

        PeriodicTask(long firstNanos, long periodNanos, Runnable task) {
            this.firstNanos = firstNanos;
            this.periodNanos = periodNanos;
            this.task = task;
        }

        void scheduleAt(long nanos) {
            after(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())), this);
        }

        @Override
        public void run() {
            if (cancelled) {
                return;
            }
            try {
                task.run();
            } finally {
                long ticks = (System.nanoTime() - firstNanos) / periodNanos + 1;
                scheduleAt(firstNanos + ticks * periodNanos);
            }
        }
    }

    /** Runs the task as soon as the thread is free; false when the executor has been stopped. */
    public boolean execute(Runnable task) {
        try {
            executor.execute(supervised(task));
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    private static Task task(java.util.function.Supplier<Future<?>> schedule) {
        try {
            Future<?> future = schedule.get();
            return () -> future.cancel(false);
        } catch (RejectedExecutionException _) {
            return () -> {}; // stopped: nothing runs any more, which is what the caller will see
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private Runnable supervised(Runnable task) {
        return () -> {
            tasksStarted.incrementAndGet();
            busySinceNanos = System.nanoTime();
            busy = true;
            try {
                task.run();
            } catch (Throwable fault) { // the supervisor of a graph: nothing may escape into the pool
                faultListener.accept(fault);
            } finally {
                busy = false;
            }
        };
    }

    /** For how long the present task has been running, in nanoseconds; 0 when idle. */
    public long busyNanos() {
        long since = busySinceNanos;
        return busy ? Math.max(0, System.nanoTime() - since) : 0;
    }

    /** How many tasks have begun so far. */
    long tasksStarted() {
        return tasksStarted.get();
    }

    /** Lets handed-over work finish and drops timers; true if all of it ended within the grace. */
    public boolean drain(Duration grace) {
        executor.shutdown();
        try {
            return executor.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Drops all work and interrupts the running task. A task that ignores that goes on, on a thread nobody waits for. */
    public void abandon() {
        abandoned = true;
        executor.shutdownNow();
    }
}
