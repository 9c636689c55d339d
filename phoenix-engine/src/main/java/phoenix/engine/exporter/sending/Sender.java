package phoenix.engine.exporter.sending;

import java.time.Duration;

/** Brings one payload to the backend. Called from several threads at once. */
public interface Sender extends AutoCloseable {
    /**
     * Makes one attempt, on the calling thread, and returns within {@code timeout} (plus the time a name lookup takes,
     * which nothing can cut short). Throws nothing: every failure of the outside world is a {@link SendResult}.
     */
    SendResult send(Payload payload, Duration timeout);

    /** Ends attempts under way and closes all connections; attempts after that fail. */
    @Override
    void close();
}
