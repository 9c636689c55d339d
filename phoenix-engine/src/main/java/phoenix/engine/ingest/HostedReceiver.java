package phoenix.engine.ingest;

import java.time.Duration;
import phoenix.engine.component.Receiver;
import phoenix.engine.component.StartException;
import phoenix.engine.graph.GraphPlan.PlannedReceiver;
import phoenix.engine.isolation.GraphExecutor;

/**
 * A receiver with the thread of its timers.
 *
 * @param planned what it was made of
 * @param receiver for what it can tell; it is started and ended here
 */
public record HostedReceiver(PlannedReceiver<?> planned, Receiver receiver, GraphExecutor executor) {
    /**
     * Opens it.
     *
     * @throws StartException when it does not start; {@link #close} is still to be called
     */
    public void start() throws StartException {
        receiver.start();
    }

    /** Takes nothing more; what its timers do may go on until {@link #drain}. */
    public void shutdown(Duration grace) {
        receiver.shutdown(grace);
    }

    /** Ends its timers. */
    public void drain(Duration grace) {
        executor.drain(grace);
    }

    /** Both. */
    public void close(Duration grace) {
        shutdown(grace);
        drain(grace);
    }
}
