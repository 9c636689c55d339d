package phoenix.engine.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads header blocks of one HTTP/2 connection (RFC 7541), in the order in which they came. Not thread-safe. After an
 * exception the connection is of no more use.
 */
public final class HpackDecoder {
    /** The size of the dynamic table that a peer may count on when nothing else was agreed. */
    private static final int TABLE_BYTES_MAX = 4096;

    private static final int ENTRY_OVERHEAD_BYTES = 32;
    private static final int LIST_BYTES_MAX = 64 << 10;

    private static final String[] STATIC_NAMES = {
        ":authority",
        ":method",
        ":method",
        ":path",
        ":path",
        ":scheme",
        ":scheme",
        ":status",
        ":status",
        ":status",
        ":status",
        ":status",
        ":status",
        ":status",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "accept-ranges",
        "accept",
        "access-control-allow-origin",
        "age",
        "allow",
        "authorization",
        "cache-control",
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-length",
        "content-location",
        "content-range",
        "content-type",
        "cookie",
        "date",
        "etag",
        "expect",
        "expires",
        "from",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "last-modified",
        "link",
        "location",
        "max-forwards",
        "proxy-authenticate",
        "proxy-authorization",
        "range",
        "referer",
        "refresh",
        "retry-after",
        "server",
        "set-cookie",
        "strict-transport-security",
        "transfer-encoding",
        "user-agent",
        "vary",
        "via",
        "www-authenticate"
    };
    private static final String[] STATIC_VALUES = {
        "",
        "GET",
        "POST",
        "/",
        "/index.html",
        "http",
        "https",
        "200",
        "204",
        "206",
        "304",
        "400",
        "404",
        "500",
        "",
        "gzip, deflate"
    };

    private final ArrayDeque<Header> dynamic = new ArrayDeque<>(); // the newest first
    private int dynamicBytes;
    private int dynamicBytesMax = TABLE_BYTES_MAX;
    private byte[] block = {};
    private int position;

    public List<Header> decode(byte[] headerBlock) throws IOException {
        block = headerBlock;
        position = 0;
        List<Header> headers = new ArrayList<>();
        int listBytes = 0;
        while (position < block.length) {
            int first = block[position] & 0xff;
            if (first >> 5 == 1) {
                resize(integer(5));
                continue;
            }
            Header header = (first & 0x80) != 0 ? entry(integer(7)) : literal(first);
            listBytes += bytes(header);
            if (listBytes > LIST_BYTES_MAX) {
                throw new IOException("HPACK: more than " + LIST_BYTES_MAX + " bytes of headers");
            }
            headers.add(header);
        }
        return headers;
    }

    private Header literal(int first) throws IOException {
        boolean indexed = first >> 6 == 1;
        int nameIndex = integer(indexed ? 6 : 4);
        String name = nameIndex == 0 ? string() : entry(nameIndex).name();
        Header header = new Header(name, string());
        if (indexed) {
            add(header);
        }
        return header;
    }

    private Header entry(int index) throws IOException {
        if (index >= 1 && index <= STATIC_NAMES.length) {
            int i = index - 1;
            return new Header(STATIC_NAMES[i], i < STATIC_VALUES.length ? STATIC_VALUES[i] : "");
        }
        int age = index - STATIC_NAMES.length - 1;
        if (age < 0 || age >= dynamic.size()) {
            throw new IOException("HPACK: no entry " + index);
        }
        Iterator<Header> newestFirst = dynamic.iterator();
        for (int i = 0; i < age; i++) {
            newestFirst.next();
        }
        return newestFirst.next();
    }

    private void add(Header header) {
        dynamic.addFirst(header);
        dynamicBytes += bytes(header);
        evict();
    }

    private void resize(int bytesMax) throws IOException {
        if (bytesMax > TABLE_BYTES_MAX) {
            throw new IOException("HPACK: table larger than agreed");
        }
        dynamicBytesMax = bytesMax;
        evict();
    }

    private void evict() {
        while (dynamicBytes > dynamicBytesMax) {
            dynamicBytes -= bytes(dynamic.removeLast());
        }
    }

    private static int bytes(Header header) {
        return header.name().length() + header.value().length() + ENTRY_OVERHEAD_BYTES;
    }

    private int next() throws IOException {
        if (position == block.length) {
            throw new IOException("HPACK: the block ends within a field");
        }
        return block[position++] & 0xff;
    }

    private int integer(int prefixBits) throws IOException {
        int mask = (1 << prefixBits) - 1;
        int value = next() & mask;
        if (value < mask) {
            return value;
        }
        for (int shift = 0; shift <= 21; shift += 7) {
            int b = next();
            value += (b & 0x7f) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("HPACK: number too large");
    }

    private String string() throws IOException {
        if (position == block.length) {
            throw new IOException("HPACK: the block ends within a field");
        }
        boolean huffman = (block[position] & 0x80) != 0;
        int length = integer(7);
        if (length > block.length - position) {
            throw new IOException("HPACK: the block ends within a string");
        }
        int from = position;
        position += length;
        byte[] text =
                huffman ? Huffman.decode(block, from, position) : java.util.Arrays.copyOfRange(block, from, position);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
