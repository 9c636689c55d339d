package phoenix.engine.receiver.otlp;

import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks LZ4 frames block by block, so that memory is bounded by the size of a block. Takes what Go's lz4 writes:
 * independent blocks without a dictionary. Checksums are passed over.
 *
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">LZ4 frame format</a>
 */
final class Lz4FrameInputStream extends InputStream {
    private static final int MAGIC = 0x184D2204;
    private static final int UNCOMPRESSED = 1 << 31;
    private static final int BLOCK_BYTES_MAX = 4 << 20;

    private final InputStream in;
    private final Lz4JavaDecompressor decompressor = new Lz4JavaDecompressor();
    private byte[] block = {};
    private int position;
    private int limit;
    private boolean inFrame;
    private boolean hasBlockChecksum;
    private boolean hasContentChecksum;
    private int blockBytesMax;

    Lz4FrameInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (position == limit) {
            if (!inFrame && !header()) {
                return -1;
            }
            nextBlock();
        }
        int n = Math.min(length, limit - position);
        System.arraycopy(block, position, into, offset, n);
        position += n;
        return n;
    }

    /** False at the end, which is only allowed between two frames. */
    private boolean header() throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length == 0) {
            return false;
        }
        if (magic.length < 4 || littleEndian(magic) != MAGIC) {
            throw new IOException("lz4: bad magic number");
        }
        int flags = one();
        int sizes = one();
        if (flags >> 6 != 1 || (flags & 1) != 0) {
            throw new IOException("lz4: a version or dictionary that is not supported");
        }
        if ((flags & 0x20) == 0) {
            throw new IOException("lz4: blocks that depend on one another are not supported");
        }
        hasBlockChecksum = (flags & 0x10) != 0;
        hasContentChecksum = (flags & 4) != 0;
        int size = sizes >> 4 & 7;
        if (size < 4) {
            throw new IOException("lz4: bad block size");
        }
        blockBytesMax = Math.min(BLOCK_BYTES_MAX, 1 << (8 + 2 * size));
        pass((flags & 8) != 0 ? 9 : 1); // the size of the content, and the checksum of the header
        inFrame = true;
        return true;
    }

    private void nextBlock() throws IOException {
        int size = littleEndian(exactly(4));
        if (size == 0) {
            pass(hasContentChecksum ? 4 : 0);
            inFrame = false;
            return;
        }
        int length = size & ~UNCOMPRESSED;
        if (length > blockBytesMax) {
            throw new IOException("lz4: a block of more than " + blockBytesMax + " bytes");
        }
        byte[] packed = exactly(length);
        position = 0;
        if ((size & UNCOMPRESSED) != 0) {
            block = packed;
            limit = length;
        } else {
            // A block unpacks to 255 times its size at most.
            int capacity = (int) Math.min(blockBytesMax, length * 255L + 64);
            if (block.length < capacity) {
                block = new byte[capacity];
            }
            limit = decompressor.decompress(packed, 0, length, block, 0, Math.min(block.length, blockBytesMax));
        }
        pass(hasBlockChecksum ? 4 : 0);
    }

    private int one() throws IOException {
        return exactly(1)[0] & 0xff;
    }

    private void pass(int count) throws IOException {
        exactly(count);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("unexpected EOF");
        }
        return bytes;
    }

    private static int littleEndian(byte[] bytes) {
        return (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 24;
    }
}
