package phoenix.engine.graph;

import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Outcome;
import phoenix.metrics.MetricBatch;

/** Counts a batch as held by the graph while it is on its way; whoever keeps it longer counts it again. */
record AccountedEntry(MetricConsumer next, MemoryAccount memory) implements MetricConsumer {
    @Override
    public Outcome consume(MetricBatch batch) {
        long bytes = batch.heldBytes();
        memory.add(bytes);
        try {
            return next.consume(batch);
        } finally {
            memory.add(-bytes);
        }
    }
}
