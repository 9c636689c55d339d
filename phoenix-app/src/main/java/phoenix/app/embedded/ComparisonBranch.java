package phoenix.app.embedded;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.isolation.Budget;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.isolation.GraphThreads;
import phoenix.engine.isolation.Lane;
import phoenix.experiment.Variant;

/**
 * The way from one variant's pipelines to the comparison: a thread of its own behind a bounded lane. Whatever happens
 * here, to the store, the scrape endpoint or a full disk, the pipelines only ever see a lane that takes everything.
 */
final class ComparisonBranch {
    private final GraphExecutor executor;
    private final Lane lane;

    ComparisonBranch(Variant variant, InstantSource clock, Consumer<Throwable> onFault) {
        this.executor = new GraphExecutor(clock, new GraphThreads("comparison-" + variant.label()), onFault);
        this.lane =
                new Lane(executor, Budget.queuedPointsMax(Runtime.getRuntime().maxMemory()));
    }

    MetricConsumer to(MetricConsumer target) {
        return lane.to(target);
    }

    long droppedPoints() {
        return lane.droppedPoints();
    }

    /** Lets what is queued arrive; after the grace the rest is given up. */
    void close(Duration grace) {
        if (!executor.drain(grace)) {
            lane.close();
            executor.abandon();
        }
    }
}
