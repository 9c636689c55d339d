package phoenix.engine.component;

import phoenix.metrics.MetricBatch;

/**
 * Takes batches: the whole contract of the data path. Implementations must be safe for calls from several threads,
 * and must not throw for bad data or a bad outside world: those are {@link Outcome}s.
 */
@FunctionalInterface
public interface MetricConsumer {
    Outcome consume(MetricBatch batch);
}
