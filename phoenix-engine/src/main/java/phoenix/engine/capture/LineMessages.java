package phoenix.engine.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines. The last one may lack its end. */
final class LineMessages implements MessageInput.Messages {
    private final InputStream in;
    private byte[] buffer = new byte[64 << 10];
    private int start;
    private int end;
    private long startOffset;
    private long offset;
    private boolean unterminated;

    LineMessages(InputStream in) {
        this.in = in;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        int looked = start;
        while (true) {
            for (; looked < end; looked++) {
                if (buffer[looked] == '\n') {
                    return line(looked, looked + 1);
                }
            }
            int length = end - start;
            if (!fill()) {
                return last();
            }
            looked = start + length;
        }
    }

    private byte[] line(int to, int next) {
        offset = startOffset;
        int contentEnd = to > start && buffer[to - 1] == '\r' ? to - 1 : to;
        byte[] line = Arrays.copyOfRange(buffer, start, contentEnd);
        startOffset += next - start;
        start = next;
        return line;
    }

    private byte @Nullable [] last() {
        if (start == end) {
            return null;
        }
        unterminated = true;
        return line(end, end);
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            if (end >= CaptureFormat.BLOCK_BYTES_MAX) {
                throw new CaptureException("a line of more than 32 MiB begins", startOffset);
            }
            buffer = Arrays.copyOf(buffer, Math.min(CaptureFormat.BLOCK_BYTES_MAX, buffer.length * 2));
        }
        int n = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, n);
        return n >= 0;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public boolean mayBeTorn() {
        return unterminated;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
