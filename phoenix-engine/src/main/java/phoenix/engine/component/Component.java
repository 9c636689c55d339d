package phoenix.engine.component;

import java.time.Duration;

/**
 * A running part of a pipeline. {@link #start} and {@link #shutdown} are called once each, from one thread, and not at
 * the same time.
 */
public interface Component {
    /** Opens what the component needs. After a failure {@link #shutdown} is still called. */
    default void start() throws StartException {}

    /**
     * Hands on what is held back, closes everything, and returns within {@code grace}. Nothing is consumed once this
     * has begun. Calling it without a start, or after a failed one, does no harm.
     */
    default void shutdown(Duration grace) {}
}
