package phoenix.engine.processor;

import java.util.Map;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.Scheduler;
import phoenix.engine.peer.VirtualTime;
import phoenix.engine.telemetry.ComponentTelemetry;

/** The surroundings of a processor in tests. */
final class TestContext {
    private TestContext() {}

    static ComponentContext of(String id) {
        return of(id, new VirtualTime());
    }

    static ComponentContext of(String id, Scheduler time) {
        return new ComponentContext(
                id, time, Thread::new, new ComponentTelemetry(), Map.of(), ComponentContext.Delivery.SEND);
    }
}
