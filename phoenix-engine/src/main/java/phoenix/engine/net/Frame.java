package phoenix.engine.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A frame of HTTP/2 (RFC 9113, section 4).
 *
 * @param streamId 0 for the connection itself
 */
public record Frame(int type, int flags, int streamId, byte[] payload) {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 0x1;
    public static final int ACK = 0x1;
    public static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int PRIORITY = 0x20;

    /** The largest frame that a peer may send to us, and that we send: the default that all have to take. */
    public static final int PAYLOAD_BYTES_MAX = 16_384;

    private static final int HEADER_BYTES = 9;
    private static final byte[] NOTHING = {};

    public static Frame of(int type, int flags, int streamId, byte[] payload) {
        return new Frame(type, flags, streamId, payload);
    }

    /** A frame whose payload is one number: RST_STREAM and WINDOW_UPDATE. */
    public static Frame number(int type, int streamId, int value) {
        byte[] payload = new byte[4];
        putInt(payload, 0, value);
        return new Frame(type, 0, streamId, payload);
    }

    public static Frame goAway(int lastStreamId, int errorCode) {
        return goAway(lastStreamId, errorCode, "");
    }

    /** With a reason, for people who debug the peer. */
    public static Frame goAway(int lastStreamId, int errorCode, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = Arrays.copyOf(new byte[8], 8 + text.length);
        System.arraycopy(text, 0, payload, 8, text.length);
        putInt(payload, 0, lastStreamId);
        putInt(payload, 4, errorCode);
        return new Frame(GOAWAY, 0, 0, payload);
    }

    /** SETTINGS from pairs of identifier and value. */
    public static Frame settings(int... pairs) {
        byte[] payload = new byte[pairs.length * 3];
        for (int i = 0; i < pairs.length; i += 2) {
            payload[i * 3] = (byte) (pairs[i] >>> 8);
            payload[i * 3 + 1] = (byte) pairs[i];
            putInt(payload, i * 3 + 2, pairs[i + 1]);
        }
        return new Frame(SETTINGS, 0, 0, payload);
    }

    /** The answer that SETTINGS and PING ask for. */
    public Frame acknowledgement() {
        return new Frame(type, ACK, 0, type == PING ? payload : NOTHING);
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The 32-bit number at this place of the payload. */
    public int intAt(int offset) throws IOException {
        if (payload.length < offset + 4) {
            throw new IOException("HTTP/2: frame too short");
        }
        return (payload[offset] & 0xff) << 24
                | (payload[offset + 1] & 0xff) << 16
                | (payload[offset + 2] & 0xff) << 8
                | (payload[offset + 3] & 0xff);
    }

    /** The payload of DATA or HEADERS without padding and priority. */
    public byte[] content() throws IOException {
        int from = 0;
        int to = payload.length;
        if (has(PADDED)) {
            if (payload.length == 0) {
                throw new IOException("HTTP/2: frame too short");
            }
            to -= payload[0] & 0xff;
            from = 1;
        }
        if (type == HEADERS && has(PRIORITY)) {
            from += 5;
        }
        if (from > to) {
            throw new IOException("HTTP/2: more padding than frame");
        }
        return from == 0 && to == payload.length ? payload : Arrays.copyOfRange(payload, from, to);
    }

    /** The next frame; null when the peer has closed between two frames. */
    public static @Nullable Frame read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length == 0) {
            return null;
        }
        if (header.length < HEADER_BYTES) {
            throw new EOFException("HTTP/2: the connection ended within a frame");
        }
        int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
        if (length > PAYLOAD_BYTES_MAX) {
            throw new IOException("HTTP/2: frame too large; does the peer speak another protocol?");
        }
        int streamId =
                (header[5] & 0x7f) << 24 | (header[6] & 0xff) << 16 | (header[7] & 0xff) << 8 | (header[8] & 0xff);
        byte[] payload = new byte[length]; // at most PAYLOAD_BYTES_MAX; readNBytes(int) would read in pieces and copy
        if (in.readNBytes(payload, 0, length) < length) {
            throw new EOFException("HTTP/2: the connection ended within a frame");
        }
        return new Frame(header[3] & 0xff, header[4] & 0xff, streamId, payload);
    }

    public void write(OutputStream out) throws IOException {
        write(out, type, flags, streamId, payload, 0, payload.length);
    }

    /** Writes a frame whose payload is part of an array. */
    public static void write(OutputStream out, int type, int flags, int streamId, byte[] from, int offset, int length)
            throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        header[0] = (byte) (length >>> 16);
        header[1] = (byte) (length >>> 8);
        header[2] = (byte) length;
        header[3] = (byte) type;
        header[4] = (byte) flags;
        putInt(header, 5, streamId);
        out.write(header);
        out.write(from, offset, length);
    }

    /** Writes a header block as HEADERS and, if it is long, CONTINUATION. */
    public static void writeHeaders(OutputStream out, int streamId, byte[] block, boolean endStream)
            throws IOException {
        int type = HEADERS;
        int offset = 0;
        do {
            int length = Math.min(block.length - offset, PAYLOAD_BYTES_MAX);
            int flags = type == HEADERS && endStream ? END_STREAM : 0;
            if (offset + length == block.length) {
                flags |= END_HEADERS;
            }
            write(out, type, flags, streamId, block, offset, length);
            offset += length;
            type = CONTINUATION;
        } while (offset < block.length);
    }

    private static void putInt(byte[] into, int offset, int value) {
        into[offset] = (byte) (value >>> 24);
        into[offset + 1] = (byte) (value >>> 16);
        into[offset + 2] = (byte) (value >>> 8);
        into[offset + 3] = (byte) value;
    }
}
