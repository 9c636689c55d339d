package phoenix.engine.net;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to an HTTP server, of either version, that serves one request at a time. For one thread at a time. */
sealed interface HttpConnection extends ConnectionPool.Connection permits Http1Connection, Http2Connection {
    /**
     * What is sent.
     *
     * @param authority the host, and its port unless that is the usual one
     * @param headers names in lower case
     * @param body null for none
     */
    record Message(
            String method,
            String scheme,
            String authority,
            String path,
            List<Header> headers,
            byte @Nullable [] body) {}

    /**
     * Sends a request and waits for the whole response.
     *
     * @return null when the server has certainly not looked at the request: it may go over another connection
     */
    @Nullable
    HttpResponse exchange(Message message, ResponseLimit limit, Deadline deadline) throws IOException;

    /** Whether the last exchange left the connection fit for another. */
    boolean isReusable();
}
