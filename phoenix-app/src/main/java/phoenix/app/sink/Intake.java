package phoenix.app.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.DecodeLimits;
import phoenix.metrics.otlp.ExportResponse;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;

/**
 * Decides on each request as New Relic documents it, whichever protocol it came by: key, size and rate first, then
 * success, and only then a look at the content, which can only become a recorded fault. Thread-safe.
 */
final class Intake {
    private static final int ATTRIBUTES_REMEMBERED_MAX = 65_536;

    private final SinkSettings settings;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Queue<InjectedFault> faults = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final OtlpDecoder decoder = new OtlpDecoder(DecodeLimits.DEFAULT, ATTRIBUTES_REMEMBERED_MAX);
    private final AtomicLong acceptedRequests = new AtomicLong();
    private long minute;
    private int requestsThisMinute;

    Intake(SinkSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.ledger = new Ledger(settings.accountPoints());
    }

    int payloadBytesMax() {
        return settings.payloadBytesMax();
    }

    SinkSnapshot snapshot() {
        return ledger.snapshot();
    }

    void inject(InjectedFault fault, int times) {
        synchronized (faults) {
            for (int i = 0; i < times; i++) {
                faults.add(fault);
            }
        }
    }

    long acceptedRequests() {
        return acceptedRequests.get();
    }

    void close() {
        closed.countDown();
    }

    /** What is wrong with the head of a request; null when its body may come. */
    @Nullable
    Reply checkHead(@Nullable String key, long bodyBytes) {
        if (key == null || key.isBlank()) {
            return refuse("no api-key", Reply.error(401, 16, "the header api-key is missing"));
        }
        if (!settings.acceptedKeys().isEmpty() && !settings.acceptedKeys().contains(key)) {
            return refuse("invalid api-key", Reply.error(403, 7, "the api-key is not valid"));
        }
        return bodyBytes > settings.payloadBytesMax() ? tooLarge() : null;
    }

    Reply tooLarge() {
        return refuse(
                "payload too large",
                Reply.error(413, 8, "the payload is larger than " + settings.payloadBytesMax() + " bytes"));
    }

    Reply wrongPath() {
        return refuse("wrong path", Reply.error(404, 12, "nothing here; metrics go to /v1/metrics"));
    }

    private Reply refuse(String reason, Reply reply) {
        ledger.refused(reason);
        return reply;
    }

    /**
     * Takes the body of a request.
     *
     * @param encoding of the body: gzip, deflate, or empty for none
     * @return null when the connection is to be closed without an answer
     */
    @Nullable
    Reply body(String listener, byte[] wire, String encoding) {
        Reply limited = rateLimit();
        if (limited != null) {
            return limited;
        }
        InjectedFault fault;
        synchronized (faults) {
            fault = faults.poll();
        }
        return switch (fault) {
            case null -> take(listener, wire, encoding);
            case InjectedFault.Status status ->
                refuse(
                        "injected",
                        new Reply(
                                status.http(), status.grpc(), "injected", status.retryAfter(), ExportResponse.SUCCESS));
            case InjectedFault.Hang _ -> {
                await(Duration.ofDays(1));
                yield null;
            }
            case InjectedFault.Drop _ -> {
                ledger.refused("injected");
                yield null;
            }
            case InjectedFault.Partial partial -> {
                Reply reply = take(listener, wire, encoding);
                ExportResponse response = new ExportResponse(partial.rejectedPoints(), partial.message());
                yield reply.isSuccess() ? new Reply(200, 0, "", null, response) : reply;
            }
            case InjectedFault.Slow slow -> {
                await(slow.delay());
                yield take(listener, wire, encoding);
            }
        };
    }

    private void await(Duration time) {
        try {
            boolean _ = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Reply rateLimit() {
        if (settings.requestsPerMinuteMax() == 0) {
            return null;
        }
        Instant now = clock.instant();
        long present = now.getEpochSecond() / 60;
        if (present != minute) {
            minute = present;
            requestsThisMinute = 0;
        }
        if (++requestsThisMinute <= settings.requestsPerMinuteMax()) {
            return null;
        }
        Duration wait = Duration.ofSeconds(60 - now.getEpochSecond() % 60);
        // By gRPC New Relic says code 8 without RetryInfo, which senders must take for permanent.
        return refuse("rate limit", new Reply(429, 8, "Too many requests", wait, ExportResponse.SUCCESS));
    }

    /** One body at a time is open, so that memory stays bounded whatever the number of connections. */
    private synchronized Reply take(String listener, byte[] wire, String encoding) {
        byte[] body;
        try {
            body = decompress(wire, encoding);
        } catch (IOException _) {
            return refuse("bad compression", Reply.error(400, 3, "the body cannot be decompressed as " + encoding));
        }
        if (body == null) {
            return refuse("bomb", Reply.error(413, 8, "the body is too large once decompressed"));
        }
        acceptedRequests.incrementAndGet();
        try {
            ledger.book(listener, decoder.decode(body), wire.length, body.length, clock.instant());
        } catch (OtlpFormatException e) {
            ledger.fault(listener, "DROPPED: not an OTLP request: " + e.reason());
        }
        return Reply.OK;
    }

    /** Null when there is more in it than this process is ready to hold. */
    private byte @Nullable [] decompress(byte[] wire, String encoding) throws IOException {
        if (wire.length == 0) {
            return wire;
        }
        InputStream raw = new ByteArrayInputStream(wire);
        try (InputStream in = switch (encoding) {
            case "", "identity" -> raw;
            case "gzip" -> new GZIPInputStream(raw);
            case "deflate" -> new InflaterInputStream(raw);
            default -> throw new IOException("unknown encoding");
        }) {
            byte[] body = in.readNBytes(settings.uncompressedBytesMax());
            return in.read() < 0 ? body : null;
        }
    }
}
