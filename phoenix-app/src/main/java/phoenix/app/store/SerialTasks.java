package phoenix.app.store;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks one after the other, in order, on threads of an executor. What a task wrote the next one sees. */
final class SerialTasks {
    private final Executor executor;
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private boolean running;

    SerialTasks(Executor executor) {
        this.executor = executor;
    }

    void submit(Runnable task) {
        synchronized (queue) {
            queue.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The executor is shutting down. What was accepted is still brought to the disk.
            drain();
        }
    }

    private void drain() {
        while (true) {
            Runnable task;
            synchronized (queue) {
                task = queue.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            boolean completed = false;
            try {
                task.run();
                completed = true;
            } finally {
                if (!completed) {
                    // This thread is lost to an error; the tasks behind must not be.
                    executor.execute(this::drain);
                }
            }
        }
    }
}
