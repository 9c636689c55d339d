package phoenix.app.collector;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/**
 * Stands between a receiver that goes on and a graph that is exchanged: every batch goes through exactly one of the two
 * graphs. {@link #lead} is for one thread; {@link #consume} for any.
 */
final class Gate implements MetricConsumer {
    private static final long LOOK_NANOS = 500_000;

    private volatile Way way;

    private static final class Way {
        final MetricConsumer next;
        final AtomicLong inside = new AtomicLong();

        Way(MetricConsumer next) {
            this.next = next;
        }
    }

    Gate(MetricConsumer next) {
        this.way = new Way(next);
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        while (true) {
            Way mine = way;
            mine.inside.incrementAndGet();
            try {
                // Asked again after being counted: whoever leads elsewhere now waits for us, or we see it here.
                if (mine == way) {
                    return mine.next.consume(batch);
                }
            } finally {
                mine.inside.decrementAndGet();
            }
        }
    }

    /**
     * Leads every later batch to {@code next} and waits for those inside.
     *
     * @return whether all of them came out within the grace
     */
    boolean lead(MetricConsumer next, Duration grace) {
        Way old = way;
        way = new Way(next);
        long end = System.nanoTime() + grace.toNanos();
        while (old.inside.get() > 0) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
