package phoenix.app.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished file of blocks, sorted by series, that covers one or more generations of the log. It ends with an index of its
 * blocks; where that is damaged, the blocks are found one after the other.
 *
 * @param generations which logs it took the place of
 * @param bytes size of the file
 * @param damaged whether the index, or a block's header where there was no index, could not be read
 */
record Segment(Path path, Generations generations, List<BlockInfo> blocks, long bytes, boolean damaged) {
    static final byte[] MAGIC = "PHXSEG01".getBytes(StandardCharsets.US_ASCII);
    /** The last bytes: length of the index, its checksum (as in a frame), and these letters. */
    static final byte[] END_MAGIC = "PHXEND01".getBytes(StandardCharsets.US_ASCII);

    static final int TRAILER = 8 + 8;

    long firstMillis() {
        return blocks.stream().mapToLong(BlockInfo::firstMillis).min().orElse(Long.MAX_VALUE);
    }

    long lastMillis() {
        return blocks.stream().mapToLong(BlockInfo::lastMillis).max().orElse(Long.MIN_VALUE);
    }

    long samples() {
        return blocks.stream().mapToLong(BlockInfo::samples).sum();
    }

    static Segment open(Path path, Generations generations) throws IOException {
        try (var channel = FileChannel.open(path)) {
            long size = channel.size();
            var indexed = readIndex(channel, size);
            if (indexed != null) {
                return new Segment(path, generations, List.copyOf(indexed), size, false);
            }
            return new Segment(path, generations, findBlocks(channel, size), size, true);
        }
    }

    private static @Nullable List<BlockInfo> readIndex(FileChannel channel, long size) throws IOException {
        if (size < MAGIC.length + TRAILER) {
            return null;
        }
        var trailer = new byte[TRAILER];
        readFully(channel, trailer, size - TRAILER, TRAILER);
        try {
            var in = new ByteSource(trailer, 0, TRAILER);
            int length = in.getInt();
            int crc = in.getInt();
            for (byte letter : END_MAGIC) {
                if (in.getByte() != letter) {
                    return null;
                }
            }
            if (length < 0 || length > size - TRAILER - MAGIC.length) {
                return null;
            }
            var index = new byte[length];
            readFully(channel, index, size - TRAILER - length, length);
            if (Checksum.of(index, 0, length) != crc) {
                return null;
            }
            return parseIndex(new ByteSource(index, 0, length));
        } catch (DamagedException e) {
            return null;
        }
    }

    private static List<BlockInfo> parseIndex(ByteSource in) throws DamagedException {
        int count = in.getCount(in.remaining());
        var blocks = new ArrayList<BlockInfo>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(BlockInfo.read(in));
        }
        return blocks;
    }

    /** Without an index: every block behind whole blocks. */
    private static List<BlockInfo> findBlocks(FileChannel channel, long size) throws IOException {
        var blocks = new ArrayList<BlockInfo>();
        var cursor = new BlockCursor();
        var header = new byte[Checksum.HEADER];
        long offset = MAGIC.length;
        while (offset + Checksum.HEADER <= size) {
            readFully(channel, header, offset, header.length);
            try {
                int length = new ByteSource(header, 0, header.length).getInt();
                if (length <= 0 || length > Checksum.PAYLOAD_MAX || offset + Checksum.HEADER + length > size) {
                    break;
                }
                var info = describe(channel, offset, length, cursor);
                if (info == null) {
                    break;
                }
                blocks.add(info);
                offset += Checksum.HEADER + length;
            } catch (DamagedException e) {
                break;
            }
        }
        return List.copyOf(blocks);
    }

    private static @Nullable BlockInfo describe(FileChannel channel, long offset, int length, BlockCursor cursor)
            throws IOException, DamagedException {
        var bytes = new byte[Checksum.HEADER + length + BitPacking.SLACK];
        readFully(channel, bytes, offset, Checksum.HEADER + length);
        if (!isWhole(bytes, length)) {
            return null;
        }
        cursor.open(bytes, Checksum.HEADER, length);
        int firstSeries = -1;
        int lastSeries = -1;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long samples = 0;
        while (cursor.next()) {
            firstSeries = firstSeries < 0 ? cursor.series() : firstSeries;
            lastSeries = cursor.series();
            first = Math.min(first, cursor.times()[0]);
            last = Math.max(last, cursor.times()[cursor.samples() - 1]);
            samples += cursor.samples();
        }
        return new BlockInfo(offset, length, firstSeries, lastSeries, first, last, samples);
    }

    /** Whether a header and the payload behind it belong together. */
    static boolean isWhole(byte[] frame, int length) throws DamagedException {
        var header = new ByteSource(frame, 0, Checksum.HEADER);
        return header.getInt() == length && header.getInt() == Checksum.of(frame, Checksum.HEADER, length);
    }

    static void readFully(FileChannel channel, byte[] into, long position, int length) throws IOException {
        var buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("file ends at " + (position + buffer.position()));
            }
        }
    }
}
