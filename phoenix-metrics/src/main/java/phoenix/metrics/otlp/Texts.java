package phoenix.metrics.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.otlp.OtlpFormatException.Reason;

/** Reads UTF-8 texts strictly, and gives the short ones that come again and again one instance. Not thread-safe. */
final class Texts {
    private final ByteTable<String> known;
    private final int sharedBytesMax;

    /** @param sharedBytesMax longer texts are not remembered */
    Texts(int entriesMax, int sharedBytesMax) {
        this.known = new ByteTable<>(entriesMax, (long) entriesMax * 32);
        this.sharedBytesMax = sharedBytesMax;
    }

    String read(WireReader in) throws OtlpFormatException {
        int length = in.length();
        if (length == 0) {
            return "";
        }
        int from = in.position;
        int to = from + length;
        if (length > sharedBytesMax) {
            String text = decode(in, from, length);
            in.position = to;
            return text;
        }
        int hash = ByteTable.hash(in.bytes, from, to);
        @Nullable String text = known.get(hash, in.bytes, from, to);
        if (text == null) {
            text = decode(in, from, length);
            known.put(hash, Arrays.copyOfRange(in.bytes, from, to), text);
        }
        in.position = to;
        return text;
    }

    static String decode(WireReader in, int from, int length) throws OtlpFormatException {
        String text = new String(in.bytes, from, length, StandardCharsets.UTF_8);
        // Malformed bytes become U+FFFD: only a text that has one can be malformed, or hold that character.
        if (text.indexOf('\uFFFD') >= 0) {
            byte[] back = text.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(back, 0, back.length, in.bytes, from, from + length)) {
                throw in.error(Reason.INVALID_UTF8, "a text that is not UTF-8");
            }
        }
        return text;
    }
}
