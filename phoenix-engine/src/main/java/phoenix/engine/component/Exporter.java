package phoenix.engine.component;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The end of a pipeline: takes metrics out of the process. One instance serves all pipelines that name it. */
public interface Exporter extends Component, MetricConsumer {
    /** Where the exporter listens once started, for one that is scraped; null for one that sends. */
    default @Nullable SocketAddress listenAddress() {
        return null;
    }

    /**
     * Sends what is held, with every attempt that it would have had, while another exporter stands in this one's place.
     * Returns when nothing is left; {@link #shutdown} is to follow. Nothing is consumed once this has begun.
     *
     * @throws InterruptedException when what is left is to have its last attempt in {@link #shutdown}
     */
    default void finish() throws InterruptedException {}

    /** What it holds of the metrics that it took, in bytes, estimated; safe for any thread. */
    default long heldBytes() {
        return 0;
    }
}
