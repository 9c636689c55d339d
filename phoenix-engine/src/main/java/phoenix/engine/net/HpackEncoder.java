package phoenix.engine.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes header blocks (RFC 7541) as literals that are never indexed: no state, and nothing secret in a table. The
 * hundred bytes that this costs per request are nothing beside a payload.
 */
public final class HpackEncoder {
    private static final int NEVER_INDEXED = 0x10;
    /** "My table is empty": some peers insist on hearing it once they have asked for a small one. */
    private static final int TABLE_SIZE_ZERO = 0x20;

    private HpackEncoder() {}

    public static byte[] encode(List<Header> headers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write(TABLE_SIZE_ZERO);
        for (Header header : headers) {
            out.write(NEVER_INDEXED);
            string(out, header.name());
            string(out, header.value());
        }
        return out.toByteArray();
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int rest = bytes.length;
        if (rest < 0x7f) {
            out.write(rest);
        } else {
            out.write(0x7f);
            rest -= 0x7f;
            while (rest >= 0x80) {
                out.write((rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }
        out.writeBytes(bytes);
    }
}
