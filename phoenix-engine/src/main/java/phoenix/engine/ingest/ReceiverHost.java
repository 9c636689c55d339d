package phoenix.engine.ingest;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import phoenix.engine.component.ComponentContext;
import phoenix.engine.component.ComponentContext.Delivery;
import phoenix.engine.component.Listeners;
import phoenix.engine.component.MemoryAccount;
import phoenix.engine.component.MetricConsumer;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.StartException;
import phoenix.engine.component.Storages;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.engine.graph.ObservedEdge;
import phoenix.engine.isolation.GraphExecutor;
import phoenix.engine.telemetry.GraphTelemetry;

/**
 * What receivers run with. Each has a thread for its timers of its own, so that one that takes long delays no other, and
 * what it hands on is counted.
 *
 * @param environment environment variables, for receivers that read them
 * @param faultListener told of what a receiver's timer threw; runs on that timer's thread
 */
public record ReceiverHost(
        InstantSource clock,
        ThreadFactory threads,
        GraphTelemetry telemetry,
        Map<String, String> environment,
        Listeners listeners,
        Consumer<Throwable> faultListener) {

    /** For receivers that no other ones take the place of. */
    public ReceiverHost(
            InstantSource clock,
            ThreadFactory threads,
            GraphTelemetry telemetry,
            Map<String, String> environment,
            Consumer<Throwable> faultListener) {
        this(clock, threads, telemetry, environment, new Listeners(), faultListener);
    }

    /**
     * Makes a receiver; nothing is open yet.
     *
     * @throws StartException when it cannot be made
     */
    public <C> HostedReceiver create(String id, PlannedReceiver<C> planned, MetricConsumer next) throws StartException {
        GraphExecutor executor = new GraphExecutor(clock, threads, faultListener);
        ComponentContext context = new ComponentContext(
                id,
                executor,
                threads,
                telemetry.receiver(id),
                environment,
                Delivery.SEND,
                new MemoryAccount(),
                Storages.NONE,
                listeners);
        Receiver receiver = planned.type()
                .factory()
                .create(planned.config(), ObservedEdge.behindReceiver(next, context.telemetry()), context);
        return new HostedReceiver(planned, receiver, executor);
    }
}
