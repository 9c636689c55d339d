package phoenix.engine.capture;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.MetricBatch;
import phoenix.metrics.otlp.OtlpDecoder;
import phoenix.metrics.otlp.OtlpFormatException;
import phoenix.metrics.otlp.json.OtlpJsonDecoder;

/**
 * Reads the files of the Collector's {@code file} exporter: messages of OTLP, without the time at which they came. That is
 * taken from their points.
 */
final class MessageInput implements CaptureInput {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int ZSTD = 0x28b52ffd;

    private final Messages messages;
    private final OtlpJsonDecoder json = new OtlpJsonDecoder();
    private final OtlpDecoder protobuf = new OtlpDecoder();
    private long number;
    private long lastArrival;
    private String torn = "";
    private boolean ended;

    /** Messages of bytes, one after the other. */
    interface Messages extends java.io.Closeable {
        /** Null at the end. The array is the caller's. */
        byte @Nullable [] next() throws IOException;

        /** Where the message that came last begins. */
        long offset();

        /** Whether the message that came last lacks its end, or the sign of it. */
        boolean mayBeTorn();
    }

    private MessageInput(Messages messages) {
        this.messages = messages;
    }

    static CaptureInput open(Path file, byte[] start) throws IOException {
        if (start.length == 0) {
            throw new CaptureException("an empty file", 0);
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            return new MessageInput(messages(raw, start));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static Messages messages(InputStream raw, byte[] start) throws IOException {
        if (start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return new LineMessages(new GZIPInputStream(raw, BUFFER_BYTES));
        }
        if (start.length >= 4 && ByteBuffer.wrap(start).getInt() == ZSTD) {
            return new LineMessages(new ZstdInputStream(raw));
        }
        if (start[0] == '{' || start[0] == ' ' || start[0] == '\n' || start[0] == '\r' || start[0] == '\t') {
            return new LineMessages(raw);
        }
        if (start.length >= 5 && ByteBuffer.wrap(start).getInt() >= 0 && isMessage(start)) {
            return new LengthMessages(raw);
        }
        throw new CaptureException(
                "neither a capture of Phoenix nor a file of the Collector's file exporter (JSON lines, also in gzip or"
                        + " zstd, or messages after their length) begins",
                0);
    }

    private static boolean isMessage(byte[] start) {
        boolean packed = start.length >= 8 && ByteBuffer.wrap(start).getInt(4) == ZSTD;
        return packed || start[4] == '{' || start[4] == 0x0A;
    }

    @Override
    public @Nullable CapturedBatch next() throws IOException {
        while (!ended) {
            byte[] message;
            try {
                message = messages.next();
            } catch (CaptureException e) {
                ended = true;
                throw e;
            } catch (IOException | RuntimeException e) { // the libraries have many words for damaged data
                ended = true;
                throw new CaptureException(
                        "damaged or cut off compressed data (" + e.getMessage() + ")", messages.offset());
            }
            if (message == null) {
                ended = true;
                return null;
            }
            number++;
            MetricBatch batch = message.length == 0 && !messages.mayBeTorn() ? MetricBatch.EMPTY : decode(message);
            if (batch == null) {
                ended = true;
                torn = "the file was cut off within the message that begins at byte " + messages.offset();
                return null;
            }
            if (!batch.isEmpty()) { // a line of logs or traces, for example
                lastArrival = Math.max(lastArrival, latest(batch));
                return new CapturedBatch(lastArrival, "", batch);
            }
        }
        return null;
    }

    /** Null for a message that was cut off. */
    private @Nullable MetricBatch decode(byte[] message) throws IOException {
        try {
            byte[] plain = unpacked(message);
            return plain.length > 0 && plain[0] == 0x0A ? protobuf.decode(plain) : json.decode(plain);
        } catch (CaptureException e) {
            if (messages.mayBeTorn()) {
                return null;
            }
            throw e;
        } catch (OtlpFormatException e) {
            if (messages.mayBeTorn()) {
                return null;
            }
            ended = true;
            throw new CaptureException(
                    "message " + number + " is not OTLP (" + e.getMessage() + " of the message), which begins",
                    messages.offset());
        }
    }

    private byte[] unpacked(byte[] message) throws IOException {
        if (message.length < 4 || ByteBuffer.wrap(message).getInt() != ZSTD) {
            return message;
        }
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(message))) {
            byte[] plain = in.readNBytes(CaptureFormat.BLOCK_BYTES_MAX + 1);
            if (plain.length > CaptureFormat.BLOCK_BYTES_MAX) {
                throw failure("a message that unpacks to more than 32 MiB begins");
            }
            return plain;
        } catch (CaptureException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the library has many words for damaged data
            throw failure("a damaged compressed message (" + e.getMessage() + ") begins");
        }
    }

    private CaptureException failure(String message) {
        ended = true;
        return new CaptureException(message, messages.offset());
    }

    private static long latest(MetricBatch batch) {
        long latest = 0;
        for (int p = 0; p < batch.pointCount(); p++) {
            latest = Math.max(latest, batch.timeUnixNano(p));
        }
        return latest;
    }

    @Override
    public String torn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        messages.close();
    }
}
