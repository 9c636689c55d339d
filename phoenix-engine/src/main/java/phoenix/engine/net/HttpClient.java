package phoenix.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Scheduler;

/**
 * Talks to one server over HTTP, keeping connections alive: over HTTP/2 where there is TLS and the server agrees to it,
 * else over HTTP/1.1. Follows no redirects: those would carry the headers, and with them a key, to wherever the answer
 * says. Thread-safe; each call blocks its own thread only.
 */
public final class HttpClient implements Closeable {
    private final Target target;
    private final List<String> protocols;
    private final Scheduler scheduler;
    private final ConnectionPool<HttpConnection> pool;

    public HttpClient(Target target, Scheduler scheduler) {
        this(target, true, scheduler);
    }

    /** @param offersHttp2 whether a server may choose HTTP/2 */
    public HttpClient(Target target, boolean offersHttp2, Scheduler scheduler) {
        this.target = target;
        this.protocols = offersHttp2 ? List.of(Tls.HTTP_2, Tls.HTTP_1_1) : List.of();
        this.scheduler = scheduler;
        this.pool = new ConnectionPool<>(this::connect, scheduler::nanoTime);
    }

    private HttpConnection connect(Deadline deadline) throws IOException {
        Wire wire = Wire.open(target, protocols, deadline);
        if (!wire.protocol().equals(Tls.HTTP_2)) {
            return new Http1Connection(wire);
        }
        try {
            return new Http2Connection(wire);
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    /**
     * Sends one request and waits for the whole response.
     *
     * @param headers names in lower case
     * @param timeout for all of it; zero is none
     * @throws IOException for what prevented a response; its message tells about the timeout where that was it
     */
    public HttpResponse post(String path, List<Header> headers, byte[] body, Duration timeout) throws IOException {
        return within(timeout, deadline -> exchange(message("POST", path, headers, body), ResponseLimit.CUT, deadline));
    }

    /**
     * Fetches a page.
     *
     * @param bodyBytesMax a longer body is an {@link Http1Parser.BodyTooLargeException}
     * @param timeout for all of it; zero is none
     * @throws IOException for what prevented a response; its message tells about the timeout where that was it
     */
    public HttpResponse get(String path, List<Header> headers, int bodyBytesMax, Duration timeout) throws IOException {
        ResponseLimit limit = new ResponseLimit(bodyBytesMax, false);
        return within(timeout, deadline -> exchange(message("GET", path, headers, null), limit, deadline));
    }

    private HttpConnection.Message message(String method, String path, List<Header> headers, byte @Nullable [] body) {
        return new HttpConnection.Message(method, target.scheme(), hostHeader(), path, headers, body);
    }

    private interface Attempt {
        HttpResponse run(Deadline deadline) throws IOException;
    }

    private HttpResponse within(Duration timeout, Attempt attempt) throws IOException {
        try (Deadline deadline = new Deadline(timeout, scheduler)) {
            try {
                return attempt.run(deadline);
            } catch (IOException e) {
                throw deadline.isExpired() ? new IOException("no answer within " + timeout.toMillis() + " ms", e) : e;
            }
        }
    }

    private HttpResponse exchange(HttpConnection.Message message, ResponseLimit limit, Deadline deadline)
            throws IOException {
        for (int attempt = 0; attempt <= Http2Connection.TRANSPARENT_RETRIES_MAX; attempt++) {
            HttpResponse response = attempt(message, limit, deadline);
            if (response != null) {
                return response;
            }
        }
        throw new IOException("the server refuses the stream");
    }

    private @Nullable HttpResponse attempt(HttpConnection.Message message, ResponseLimit limit, Deadline deadline)
            throws IOException {
        HttpConnection connection = pool.take(deadline);
        boolean reusable = false;
        try {
            HttpResponse response = connection.exchange(message, limit, deadline);
            reusable = connection.isReusable();
            return response;
        } finally {
            if (reusable) {
                pool.giveBack(connection);
            } else {
                pool.discard(connection);
            }
        }
    }

    private String hostHeader() {
        boolean usualPort = target.port() == (target.tls() == null ? 80 : 443);
        String authority = target.authority();
        return usualPort ? authority.substring(0, authority.lastIndexOf(':')) : authority;
    }

    @Override
    public void close() {
        pool.close();
    }
}
