package phoenix.engine.receiver.otlp;

import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and hands on requests, on threads of the graph: what they cost is counted there, and connections cannot be
 * more of them at once than there are threads. Threads are made when all are busy, and end when they have nothing to do.
 * Thread-safe.
 */
final class Workers {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ThreadFactory factory;
    private final int threadsMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    /** How many of the threads are busy with answers, which a slow client may hold up. */
    private final AtomicInteger answering = new AtomicInteger();

    private int threads;
    private int idle;

    Workers(ThreadFactory factory, int threadsMax) {
        this.factory = factory;
        this.threadsMax = threadsMax;
    }

    /**
     * Runs the task on a worker and waits for it; a failure of the task is that of the call. Tasks of clients that have
     * gone are run all the same: the data may have been handed on already.
     */
    <T> T call(Callable<T> task) throws InterruptedException {
        FutureTask<T> future = new FutureTask<>(task);
        submit(future);
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /**
     * Runs the task on a worker, and gives its result to {@code answer} there, without a change of threads in between. A
     * worker that answers does not count as one, so however slow clients are, tasks of others go on.
     */
    <T> void call(Callable<T> task, Consumer<Result<T>> answer) {
        FutureTask<T> future = new FutureTask<>(task);
        submit(() -> {
            future.run();
            answering.incrementAndGet();
            try {
                answer.accept(() -> {
                    if (future.state() == Future.State.FAILED) {
                        throw failure(future.exceptionNow());
                    }
                    return future.resultNow();
                });
            } finally {
                answering.decrementAndGet();
            }
        });
    }

    /** What came of a task: its result, or its failure, which is thrown. */
    @FunctionalInterface
    interface Result<T> {
        T get();
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return cause instanceof RuntimeException bug
                ? bug
                : new IllegalStateException("a request could not be handled", cause);
    }

    private void submit(Runnable task) {
        Thread made = null;
        lock.lock();
        try {
            queue.addLast(task);
            if (idle >= queue.size() || threads - answering.get() >= threadsMax) {
                changed.signal();
            } else {
                threads++;
                made = factory.newThread(this::work);
            }
        } finally {
            lock.unlock();
        }
        if (made != null) {
            made.start();
        }
    }

    private void work() {
        boolean isDismissed = false;
        try {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
            isDismissed = true;
        } finally {
            if (!isDismissed) {
                leave();
            }
        }
    }

    /** An error ended a thread: another may take its place. */
    private void leave() {
        lock.lock();
        try {
            threads--;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            long left = IDLE_NANOS;
            idle++;
            while (queue.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            idle--;
            if (queue.isEmpty()) {
                threads--;
            }
            return queue.pollFirst();
        } catch (InterruptedException _) {
            idle--;
            threads--;
            return null;
        } finally {
            lock.unlock();
        }
    }
}
