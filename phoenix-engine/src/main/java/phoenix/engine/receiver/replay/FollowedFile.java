package phoenix.engine.receiver.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A file that is read line by line as it grows, and how far it has been read. For one thread. */
final class FollowedFile {
    private static final int FINGERPRINT_BYTES = 1000;
    private static final int CHUNK_BYTES = 64 << 10;

    private long offset;
    /** The first bytes, as far as they have been read: another file under the same identity has others. */
    private byte[] fingerprint = {};

    private long restSize;
    private long restSinceNanos;

    /** What to do with a line, which is the part of the array; false ends the reading there. */
    @FunctionalInterface
    interface Lines {
        boolean line(byte[] bytes, int length, boolean tooLong);
    }

    /** @param offset where reading begins */
    FollowedFile(Path file, long offset) throws IOException {
        this.offset = offset;
        this.fingerprint = start(file, (int) Math.min(FINGERPRINT_BYTES, offset));
    }

    private static byte[] start(Path file, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        }
    }

    /** Reads what has been added. */
    void read(Path file, boolean gzip, JsonFileConfig config, long nowNanos, Lines lines) throws IOException {
        byte[] start = start(file, FINGERPRINT_BYTES);
        long size = Files.size(file);
        boolean same = size >= offset
                && start.length >= fingerprint.length
                && Arrays.equals(start, 0, fingerprint.length, fingerprint, 0, fingerprint.length);
        if (same && size == offset) {
            return;
        }
        if (!same) {
            offset = 0; // it was emptied, or is another one
        }
        if (gzip) {
            packed(file, size, config, lines);
        } else {
            plain(file, config, nowNanos, lines);
        }
        fingerprint = Arrays.copyOf(start, (int) Math.min(start.length, offset));
    }

    /** The whole file, without a memory of it. */
    static void readAll(Path file, boolean gzip, JsonFileConfig config, Lines lines) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = gzip ? new GZIPInputStream(raw, CHUNK_BYTES) : raw) {
            new Splitter(in, config.lineBytesMax(), lines).run(true);
        }
    }

    private void packed(Path file, long size, JsonFileConfig config, Lines lines) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(offset);
            offset = size; // a part that is damaged is not read again
            try (InputStream in = new GZIPInputStream(Channels.newInputStream(channel), CHUNK_BYTES)) {
                new Splitter(in, config.lineBytesMax(), lines).run(true);
            }
        }
    }

    private void plain(Path file, JsonFileConfig config, long nowNanos, Lines lines) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(offset);
            Splitter splitter = new Splitter(Channels.newInputStream(channel), config.lineBytesMax(), lines);
            splitter.run(false);
            offset += splitter.consumed;
            long rest = splitter.rest();
            if (rest != restSize || splitter.consumed > 0) {
                restSize = rest;
                restSinceNanos = nowNanos;
            } else if (rest > 0
                    && config.forceFlushPeriod().isPositive()
                    && nowNanos - restSinceNanos >= config.forceFlushPeriod().toNanos()) {
                splitter.flush();
                offset += rest;
                restSize = 0;
            }
        }
    }

    /** Cuts a stream into lines. Of one that is too long only the length is kept. */
    private static final class Splitter {
        private final InputStream in;
        private final long lineBytesMax;
        private final Lines lines;
        private byte[] line = new byte[CHUNK_BYTES];
        private int length;
        private long tooLong;
        /** Bytes of whole lines. */
        private long consumed;

        Splitter(InputStream in, long lineBytesMax, Lines lines) {
            this.in = in;
            this.lineBytesMax = lineBytesMax;
            this.lines = lines;
        }

        void run(boolean lastNeedsNoEnd) throws IOException {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                int from = 0;
                for (int i = 0; i < n; i++) {
                    if (chunk[i] == '\n') {
                        append(chunk, from, i - from);
                        long bytes = rest() + 1;
                        if (!flush()) {
                            return;
                        }
                        consumed += bytes;
                        from = i + 1;
                    }
                }
                append(chunk, from, n - from);
            }
            if (lastNeedsNoEnd && rest() > 0) {
                flush();
            }
        }

        private void append(byte[] chunk, int from, int count) {
            if (tooLong > 0 || length + count > lineBytesMax) {
                tooLong += length + count;
                length = 0;
                return;
            }
            if (length + count > line.length) {
                line = Arrays.copyOf(line, (int) Math.min(lineBytesMax, Math.max(length + count, line.length * 2L)));
            }
            ByteBuffer.wrap(line, length, count).put(chunk, from, count);
            length += count;
        }

        long rest() {
            return length + tooLong;
        }

        boolean flush() {
            boolean goOn = (length == 0 && tooLong == 0) || lines.line(line, length, tooLong > 0);
            length = 0;
            tooLong = 0;
            return goOn;
        }
    }
}
