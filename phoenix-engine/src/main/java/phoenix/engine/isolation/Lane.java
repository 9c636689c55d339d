package phoenix.engine.isolation;

import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/**
 * Hands batches to consumers on their own thread, so that nothing they do can delay or fail the caller: an
 * {@link #to entry} takes no lock, never waits and always answers {@link Outcome#ACCEPTED}. The queue is bounded in
 * points over all entries; what does not fit is dropped and counted. Thread-safe.
 */
public final class Lane {
    private final GraphExecutor executor;
    private final long queuedPointsMax;
    private final AtomicLong queuedPoints = new AtomicLong();
    private final AtomicLong deliveredPoints = new AtomicLong();
    private final AtomicLong droppedPoints = new AtomicLong();
    private final AtomicLong refusedPoints = new AtomicLong();
    private volatile boolean open = true;

    public Lane(GraphExecutor executor, long queuedPointsMax) {
        this.executor = executor;
        this.queuedPointsMax = queuedPointsMax;
    }

    /** What to call in place of the target. */
    public MetricConsumer to(MetricConsumer target) {
        return batch -> hand(batch, target);
    }

    private Outcome hand(MetricBatch batch, MetricConsumer target) {
        int points = batch.pointCount();
        // A batch without points still takes room: a flood of them must meet the limit too.
        long weight = Math.max(1, points);
        if (!open || queuedPoints.get() + weight > queuedPointsMax) {
            droppedPoints.addAndGet(points);
            return Outcome.ACCEPTED;
        }
        queuedPoints.addAndGet(weight);
        if (!executor.execute(() -> deliver(batch, target, weight))) {
            queuedPoints.addAndGet(-weight);
            droppedPoints.addAndGet(points);
        }
        return Outcome.ACCEPTED;
    }

    private void deliver(MetricBatch batch, MetricConsumer target, long weight) {
        try {
            if (!open) {
                droppedPoints.addAndGet(batch.pointCount());
                return;
            }
            Outcome outcome = target.consume(batch);
            (outcome instanceof Outcome.Refused ? refusedPoints : deliveredPoints).addAndGet(batch.pointCount());
        } finally {
            queuedPoints.addAndGet(-weight);
        }
    }

    /** From now on everything is dropped, what is queued included. */
    public void close() {
        open = false;
    }

    public long queuedPoints() {
        return queuedPoints.get();
    }

    public long deliveredPoints() {
        return deliveredPoints.get();
    }

    /** Points that did not fit, or came after the end. */
    public long droppedPoints() {
        return droppedPoints.get();
    }

    /** Points that the consumer refused. */
    public long refusedPoints() {
        return refusedPoints.get();
    }
}
