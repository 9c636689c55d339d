package phoenix.engine.isolation;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one graph against its budget and stops it for good at the first breach: the lane is closed, its thread
 * interrupted, and what is queued dropped. {@link #check} is called every {@value #CHECK_MILLIS} ms or so by a thread
 * that is not the graph's own. What one process cannot take back is a thread that ignores its interruption: it goes on
 * using CPU until the process ends, but nothing waits for it.
 */
public final class Guard {
    /** How often {@link #check} is meant to be called, in milliseconds. */
    public static final int CHECK_MILLIS = 50;

    private final Budget budget;
    private final GraphExecutor executor;
    private final GraphThreads threads;
    private final Lane lane;
    private final Consumer<String> onStop;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private long taskLookedAt = -1;
    private long allocatedBytesBefore;
    private long windowStartNanos = Long.MIN_VALUE;
    private long windowStartCpuNanos;

    /** @param onStop told once why the graph was stopped; runs on the thread that found out */
    public Guard(Budget budget, GraphExecutor executor, GraphThreads threads, Lane lane, Consumer<String> onStop) {
        this.budget = budget;
        this.executor = executor;
        this.threads = threads;
        this.lane = lane;
        this.onStop = onStop;
    }

    /** Compares use with the budget. Not safe for calls from two threads at once. */
    public void check() {
        if (stopped.get()) {
            return;
        }
        String breach = breach(executor.nanoTime());
        if (breach != null) {
            stop(breach);
        }
    }

    private @Nullable String breach(long nanos) {
        long busyNanos = executor.busyNanos();
        if (busyNanos > budget.stallMax().toNanos()) {
            return "it has worked on one batch for more than "
                    + budget.stallMax().toMillis() + " ms (a hang or an endless loop)";
        }
        // Asking what threads used costs a system call for each: once for a task, and while it goes on.
        long task = executor.tasksStarted();
        if (task != taskLookedAt) {
            taskLookedAt = task;
            allocatedBytesBefore = threads.allocatedBytes();
        } else if (busyNanos > 0
                && threads.allocatedBytes() - allocatedBytesBefore > budget.allocatedBytesPerTaskMax()) {
            return "it allocated more than " + (budget.allocatedBytesPerTaskMax() >> 20) + " MiB for one batch";
        }
        if (lane.droppedPoints() > 0) {
            return "it fell behind: more than " + budget.queuedPointsMax() + " points were waiting for it";
        }
        return cpuBreach(nanos);
    }

    private @Nullable String cpuBreach(long nanos) {
        if (windowStartNanos == Long.MIN_VALUE) {
            windowStartNanos = nanos;
            windowStartCpuNanos = threads.cpuNanos();
        }
        long elapsedNanos = nanos - windowStartNanos;
        if (elapsedNanos < budget.cpuWindow().toNanos()) {
            return null;
        }
        long cpuNanos = threads.cpuNanos();
        double share = (double) (cpuNanos - windowStartCpuNanos) / elapsedNanos;
        windowStartNanos = nanos;
        windowStartCpuNanos = cpuNanos;
        return share <= budget.cpuShareMax()
                ? null
                : String.format(
                        Locale.ROOT,
                        "it used %.2f CPU cores over %d s; its budget is %.2f",
                        share,
                        budget.cpuWindow().toSeconds(),
                        budget.cpuShareMax());
    }

    /** Stops the graph because of something that was noticed elsewhere, such as an exception. */
    public void stop(String reason) {
        if (stopped.compareAndSet(false, true)) {
            lane.close();
            executor.abandon();
            onStop.accept(reason);
        }
    }

    public boolean isStopped() {
        return stopped.get();
    }
}
