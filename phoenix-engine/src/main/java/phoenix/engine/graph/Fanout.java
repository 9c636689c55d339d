package phoenix.engine.graph;

import java.util.List;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/**
 * Hands each batch to several consumers in order. Batches never change, so nobody needs a copy. All get the batch even
 * when one refuses it.
 */
public final class Fanout implements MetricConsumer {
    private final MetricConsumer[] consumers;

    private Fanout(List<MetricConsumer> consumers) {
        this.consumers = consumers.toArray(MetricConsumer[]::new);
    }

    public static MetricConsumer of(List<MetricConsumer> consumers) {
        return consumers.size() == 1 ? consumers.getFirst() : new Fanout(consumers);
    }

    @Override
    public Outcome consume(MetricBatch batch) {
        Outcome outcome = Outcome.ACCEPTED;
        for (MetricConsumer consumer : consumers) {
            outcome = Outcome.combine(outcome, consumer.consume(batch));
        }
        return outcome;
    }
}
