package phoenix.engine.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages with their length before them, in four bytes. */
final class LengthMessages implements MessageInput.Messages {
    private final InputStream in;
    private long next;
    private long offset;
    private boolean torn;

    LengthMessages(InputStream in) {
        this.in = in;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        offset = next;
        byte[] length = in.readNBytes(Integer.BYTES);
        if (length.length == 0) {
            return null;
        }
        long bytes = length.length < Integer.BYTES
                ? 0
                : Integer.toUnsignedLong(ByteBuffer.wrap(length).getInt());
        if (bytes > CaptureFormat.BLOCK_BYTES_MAX) {
            throw new CaptureException(
                    "a message that says it has " + bytes + " bytes, more than 32 MiB, begins", offset);
        }
        // Reads in pieces: what is not there is not made room for.
        byte[] message = in.readNBytes((int) bytes);
        if (length.length < Integer.BYTES || message.length < bytes) {
            torn = true;
            return message;
        }
        next += Integer.BYTES + bytes;
        return message;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public boolean mayBeTorn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
