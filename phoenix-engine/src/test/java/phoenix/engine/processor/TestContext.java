package phoenix.engine.processor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Scheduler;
import phoenix.engine.telemetry.ComponentTelemetry;

/** The surroundings of a processor that needs a clock that stands still and nothing else. */
final class TestContext {
    private TestContext() {}

    static ComponentContext of(String id) {
        return new ComponentContext(
                id, new Still(), Thread::new, new ComponentTelemetry(), Map.of(), ComponentContext.Delivery.SEND);
    }

    private static final class Still implements Scheduler {
        @Override
        public InstantSource clock() {
            return InstantSource.fixed(Instant.EPOCH);
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Task after(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Task every(Duration initialDelay, Duration period, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }
}
