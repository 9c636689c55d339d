package phoenix.engine.receiver.replay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.component.Scheduler;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;

/**
 * Hands batches on, and offers what is refused again: after a second, then after twice as long each time, up to 30 s, for
 * five minutes; the numbers of {@code consumerretry}, by which the Collector's receivers of files do so. What is given up
 * is counted and said. For one thread.
 */
final class HandOver {
    private static final System.Logger LOG = System.getLogger(HandOver.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration ELAPSED_MAX = Duration.ofMinutes(5);

    private final ComponentContext context;
    private final Scheduler scheduler;
    private final MetricConsumer next;
    private final Pause pause;
    private final AtomicLong lost;
    private boolean isLossSaid;

    HandOver(ComponentContext context, MetricConsumer next, Pause pause) {
        this.context = context;
        this.scheduler = context.scheduler();
        this.next = next;
        this.pause = pause;
        this.lost = context.telemetry().value(MetricNames.RECEIVER_LOST);
    }

    /** Returns when the batch was taken or given up; false when told to stop. */
    boolean handOn(MetricBatch batch) {
        long begin = scheduler.nanoTime();
        Duration wait = FIRST_WAIT;
        while (!pause.isStopped()) {
            if (!(next.consume(batch) instanceof Outcome.Refused refused)) {
                return true;
            }
            Duration asked = refused.retryAfter();
            Duration actual = asked == null || asked.compareTo(wait) < 0 ? wait : asked;
            long spentNanos = scheduler.nanoTime() - begin;
            if (!refused.retryable() || actual.plusNanos(spentNanos).compareTo(ELAPSED_MAX) > 0) {
                giveUp(batch, refused.reason());
                return true;
            }
            if (!pause.until(scheduler.nanoTime() + actual.toNanos())) {
                break;
            }
            wait = wait.multipliedBy(2).compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait.multipliedBy(2);
        }
        giveUp(batch, "the receiver was stopped");
        return false;
    }

    private void giveUp(MetricBatch batch, String reason) {
        lost.addAndGet(batch.pointCount());
        context.telemetry().setProblem(reason);
        if (!isLossSaid) {
            isLossSaid = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    context.id() + ": a batch of " + batch.pointCount() + " points is lost: " + reason
                            + "; later losses are counted in " + MetricNames.RECEIVER_LOST);
        }
    }
}
