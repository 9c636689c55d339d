package phoenix.engine.ottl;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The hashes that are made for speed: XXH3 and Murmur3, in hexadecimal digits. */
final class Hashes {
    private Hashes() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        hash(
                functions,
                "XXH3",
                bytes -> HexFormat.of().toHexDigits(Hashing.xxh3_64().hashBytesToLong(bytes)));
        hash(functions, "XXH128", bytes -> digits(Hashing.xxh3_128().hashBytesTo128Bits(bytes)));
        hash(functions, "Murmur3Hash", bytes -> reversed(Hashing.murmur3_32().hashBytesToInt(bytes)));
        hash(
                functions,
                "Murmur3Hash128",
                bytes -> reversed(Hashing.murmur3_128().hashBytesTo128Bits(bytes)));
        return functions;
    }

    private interface Hash {
        String of(byte[] bytes);
    }

    private static void hash(List<Function> functions, String name, Hash hash) {
        TextConverters.unary(functions, name, text -> hash.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String digits(HashValue128 hash) {
        return HexFormat.of().toHexDigits(hash.getMostSignificantBits())
                + HexFormat.of().toHexDigits(hash.getLeastSignificantBits());
    }

    /** The Collector writes the lowest byte of Murmur's number first. */
    private static String reversed(int hash) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(hash));
    }

    private static String reversed(HashValue128 hash) {
        return HexFormat.of().toHexDigits(Long.reverseBytes(hash.getLeastSignificantBits()))
                + HexFormat.of().toHexDigits(Long.reverseBytes(hash.getMostSignificantBits()));
    }
}
