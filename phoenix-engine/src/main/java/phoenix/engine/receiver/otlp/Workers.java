package phoenix.engine.receiver.otlp;

import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            throw new IllegalStateException("a request could not be handled", e.getCause());
        }
    }

    private void submit(Runnable task) {
        Thread made = null;
        lock.lock();
        try {
            queue.addLast(task);
            if (idle >= queue.size() || threads == threadsMax) {
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
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private @org.jspecify.annotations.Nullable Runnable next() {
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
