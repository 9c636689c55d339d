package phoenix.engine.net;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.Scheduler;

/**
 * Makes unary gRPC calls to one server, as the gRPC specification defines them over HTTP/2. Each call under way has a
 * connection of its own, which later calls use again. Thread-safe; each call blocks its own thread only.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP/2</a>
 */
public final class GrpcClient implements Closeable {
    private static final int PREFIX_BYTES = 5;
    private static final int RESPONSE_BYTES_MAX = 64 << 10;

    private final Target target;
    private final Scheduler scheduler;
    private final ConnectionPool<Http2Connection> pool;

    public GrpcClient(Target target, Scheduler scheduler) {
        this.target = target;
        this.scheduler = scheduler;
        this.pool = new ConnectionPool<>(this::connect, scheduler::nanoTime);
    }

    private Http2Connection connect(Deadline deadline) throws IOException {
        Wire wire = Wire.open(target, List.of(Tls.HTTP_2), deadline);
        try {
            return new Http2Connection(wire);
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    /**
     * Calls a method and waits for its end.
     *
     * @param path {@code /package.Service/Method}
     * @param metadata headers besides those of the protocol; names in lower case
     * @param encoding of the message, which is already compressed; empty for none
     * @param timeout for the whole call; zero is none
     * @return never null: a connection that fails is status UNAVAILABLE, as in grpc-go
     */
    public GrpcResponse unary(String path, List<Header> metadata, String encoding, byte[] message, Duration timeout) {
        byte[] framed = framed(message, !encoding.isEmpty());
        List<Header> headers = headers(path, metadata, encoding, timeout);
        try (Deadline deadline = new Deadline(timeout, scheduler)) {
            try {
                for (int attempt = 0; attempt <= Http2Connection.TRANSPARENT_RETRIES_MAX; attempt++) {
                    GrpcResponse response = exchange(headers, framed, deadline);
                    if (response != null) {
                        return response;
                    }
                }
                return GrpcResponse.failure(GrpcResponse.UNAVAILABLE, "the server refuses the stream");
            } catch (IOException e) {
                return deadline.isExpired()
                        ? GrpcResponse.failure(
                                GrpcResponse.DEADLINE_EXCEEDED, "no answer within " + timeout.toMillis() + " ms")
                        : GrpcResponse.failure(GrpcResponse.UNAVAILABLE, target + ": " + e.getMessage());
            }
        }
    }

    private @Nullable GrpcResponse exchange(List<Header> headers, byte[] framed, Deadline deadline) throws IOException {
        Http2Connection connection = pool.take(deadline);
        boolean reusable = false;
        try {
            Http2Connection.Reply reply =
                    connection.call(headers, framed, new ResponseLimit(RESPONSE_BYTES_MAX, false));
            reusable = reply != null;
            return reply == null ? null : response(reply);
        } finally {
            if (reusable) {
                pool.giveBack(connection);
            } else {
                pool.discard(connection);
            }
        }
    }

    private static GrpcResponse response(Http2Connection.Reply reply) throws IOException {
        return reply.resetCode() < 0
                ? GrpcStatus.of(reply.firstHeaders(), reply.lastHeaders(), message(reply.body()))
                : GrpcStatus.ofReset(reply.resetCode());
    }

    private static byte[] message(byte[] framed) throws IOException {
        if (framed.length < PREFIX_BYTES) {
            return new byte[0];
        }
        if (framed[0] == 0) {
            return Arrays.copyOfRange(framed, PREFIX_BYTES, framed.length);
        }
        // grpc-go answers in the encoding of the request, whatever the client said it takes.
        InputStream packed = new ByteArrayInputStream(framed, PREFIX_BYTES, framed.length - PREFIX_BYTES);
        try (InputStream in = new GZIPInputStream(packed)) {
            return in.readNBytes(RESPONSE_BYTES_MAX);
        }
    }

    private List<Header> headers(String path, List<Header> metadata, String encoding, Duration timeout) {
        List<Header> headers = new ArrayList<>(List.of(
                new Header(":method", "POST"),
                new Header(":scheme", target.scheme()),
                new Header(":path", path),
                new Header(":authority", target.authority()),
                new Header("te", "trailers"),
                new Header("content-type", "application/grpc"),
                new Header("grpc-accept-encoding", "gzip")));
        if (!encoding.isEmpty()) {
            headers.add(new Header("grpc-encoding", encoding));
        }
        if (timeout.isPositive()) {
            // Eight digits at most, by the specification.
            long millis = timeout.toMillis();
            boolean fits = millis <= 99_999_999;
            headers.add(new Header("grpc-timeout", fits ? Math.max(1, millis) + "m" : timeout.toSeconds() + "S"));
        }
        headers.addAll(metadata);
        return headers;
    }

    private static byte[] framed(byte[] message, boolean compressed) {
        byte[] framed = new byte[PREFIX_BYTES + message.length];
        framed[0] = (byte) (compressed ? 1 : 0);
        for (int i = 0; i < 4; i++) {
            framed[1 + i] = (byte) (message.length >>> (24 - 8 * i));
        }
        System.arraycopy(message, 0, framed, PREFIX_BYTES, message.length);
        return framed;
    }

    @Override
    public void close() {
        pool.close();
    }
}
