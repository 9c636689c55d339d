package phoenix.engine.component;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The end of a pipeline: takes metrics out of the process. One instance serves all pipelines that name it. */
public interface Exporter extends Component, MetricConsumer {
    /** Where the exporter listens once started, for one that is scraped; null for one that sends. */
    default @Nullable SocketAddress listenAddress() {
        return null;
    }
}
