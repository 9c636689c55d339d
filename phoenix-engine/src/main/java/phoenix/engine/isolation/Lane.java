package phoenix.engine.isolation;

import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/**
 * Hands batches to a consumer on that consumer's own thread, so that nothing it does can delay or fail the caller:
 * {@link #consume} takes no lock, never waits and always answers {@link Outcome#ACCEPTED}. The queue is bounded in
 * points; what does not fit is dropped and counted.
 */
public final class Lane implements MetricConsumer {
    private final GraphExecutor executor;
    private final MetricConsumer target;
    private final long queuedPointsMax;
    private final AtomicLong queuedPoints = new AtomicLong();
    private final AtomicLong deliveredPoints = new AtomicLong();
    private final AtomicLong droppedPoints = new AtomicLong();
    private final AtomicLong refusedPoints = new AtomicLong();
    private volatile boolean open = true;

    public Lane(GraphExecutor executor, MetricConsumer target, long queuedPointsMax) {
        this.executor = executor;
        this.target = target;
        this.queuedPointsMax = queuedPointsMax;
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        int points = batch.pointCount();
        // A batch without points still takes room: a flood of them must meet the limit too.
        long weight = Math.max(1, points);
        if (!open || queuedPoints.get() + weight > queuedPointsMax) {
            droppedPoints.addAndGet(points);
            return Outcome.ACCEPTED;
        }
        queuedPoints.addAndGet(weight);
        if (!executor.execute(() -> deliver(batch, weight))) {
            queuedPoints.addAndGet(-weight);
            droppedPoints.addAndGet(points);
        }
        return Outcome.ACCEPTED;
    }

    private void deliver(MetricBatch batch, long weight) {
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
