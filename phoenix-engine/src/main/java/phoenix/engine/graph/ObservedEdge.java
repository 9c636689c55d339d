package phoenix.engine.graph;

import java.util.concurrent.atomic.AtomicLong;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.engine.telemetry.ComponentTelemetry;
import phoenix.engine.telemetry.MetricNames;
import phoenix.metrics.MetricBatch;

/**
 * Counts what passes between two components, so that no component has to. Points that the far side refused are
 * counted apart: whether they are lost is the near side's decision.
 */
public final class ObservedEdge implements MetricConsumer {
    private final MetricConsumer next;
    private final AtomicLong points;
    private final AtomicLong refusedPoints;

    ObservedEdge(MetricConsumer next, AtomicLong points, AtomicLong refusedPoints) {
        this.next = next;
        this.points = points;
        this.refusedPoints = refusedPoints;
    }

    /** What a receiver hands to: counts what is accepted and refused as the receiver's. */
    public static MetricConsumer behindReceiver(MetricConsumer next, ComponentTelemetry receiver) {
        return new ObservedEdge(
                next, receiver.value(MetricNames.RECEIVER_ACCEPTED), receiver.value(MetricNames.RECEIVER_REFUSED));
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        Outcome outcome = next.consume(batch);
        (outcome instanceof Outcome.Refused ? refusedPoints : points).addAndGet(batch.pointCount());
        return outcome;
    }
}
