package phoenix.engine.isolation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the threads of one graph and adds up what they use. Daemon threads, so that one that never ends cannot keep
 * the process alive. Thread-safe.
 */
public final class GraphThreads implements ThreadFactory {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final AtomicInteger made = new AtomicInteger();
    private final Set<Thread> live = ConcurrentHashMap.newKeySet();
    private final AtomicLong cpuNanosOfEnded = new AtomicLong();
    private final AtomicLong cpuNanosElsewhere = new AtomicLong();

    public GraphThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        return Thread.ofPlatform()
                .daemon()
                .name(name + "-" + made.incrementAndGet())
                .unstarted(() -> runAndAccount(task));
    }

    private void runAndAccount(Runnable task) {
        Thread self = Thread.currentThread();
        live.add(self);
        try {
            task.run();
        } finally {
            // Leave the set first: a reader may then miss this thread's time for a moment, but never counts it twice.
            live.remove(self);
            cpuNanosOfEnded.addAndGet(THREADS.getCurrentThreadCpuTime());
        }
    }

    /** Adds the time that a thread of someone else spent on this graph's work. */
    public void addCpuNanos(long nanos) {
        cpuNanosElsewhere.addAndGet(nanos);
    }

    /** CPU time of all work of this graph so far, in nanoseconds. */
    public long cpuNanos() {
        long sum = cpuNanosOfEnded.get() + cpuNanosElsewhere.get();
        for (Thread thread : live) {
            sum += Math.max(0, THREADS.getThreadCpuTime(thread.threadId()));
        }
        return sum;
    }

    /** Bytes that the living threads of this graph have allocated since their start. */
    public long allocatedBytes() {
        long sum = 0;
        for (Thread thread : live) {
            sum += Math.max(0, THREADS.getThreadAllocatedBytes(thread.threadId()));
        }
        return sum;
    }
}
