package phoenix.engine.component;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import phoenix.engine.telemetry.ComponentTelemetry;

/**
 * What a component may use of its surroundings. Time, threads and the environment come from here and from nowhere
 * else, so that a test or a replay can own them.
 *
 * @param id the component's id as the user wrote it, such as {@code batch/2}
 * @param scheduler runs timers; a task of one graph never runs on a thread of another
 * @param threads makes threads that count as this graph's
 * @param telemetry the component's own counters
 * @param environment environment variables
 * @param delivery whether an exporter really sends
 * @param memory what the graph holds; components that keep data back add it there
 * @param storages where components keep what is to outlive the process
 * @param listeners where components listen
 */
public record ComponentContext(
        String id,
        Scheduler scheduler,
        ThreadFactory threads,
        ComponentTelemetry telemetry,
        Map<String, String> environment,
        Delivery delivery,
        MemoryAccount memory,
        Storages storages,
        Listeners listeners) {

    /** For a component that stands alone: its account is its own, and nothing outlives it. */
    public ComponentContext(
            String id,
            Scheduler scheduler,
            ThreadFactory threads,
            ComponentTelemetry telemetry,
            Map<String, String> environment,
            Delivery delivery) {
        this(
                id,
                scheduler,
                threads,
                telemetry,
                environment,
                delivery,
                new MemoryAccount(),
                Storages.NONE,
                new Listeners());
    }

    /** What an exporter that sends to a backend does with its payloads. */
    public enum Delivery {
        SEND,
        /**
         * Everything up to the wire: encode, check size and limits, send one empty authenticated request at the start,
         * then discard and count the payload.
         */
        HOLD
    }
}
