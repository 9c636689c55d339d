package phoenix.engine.ottl;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import phoenix.ottl.FunctionSpec;

/**
 * {@code UUID} (version 4) and {@code UUIDv7}. Where others draw bits, these are the digest of what no two calls share:
 * the process, the clocks and a count. A clock that stands still in a test gives the same again.
 */
final class UuidConverters {
    private UuidConverters() {}

    static List<Function> all() {
        return List.of(
                Function.converter(FunctionSpec.of("UUID"), arguments -> {
                    Bits bits = new Bits();
                    return row -> version(bits.next(row), 4).toString();
                }),
                Function.converter(FunctionSpec.of("UUIDv7"), arguments -> {
                    Bits bits = new Bits();
                    return row -> {
                        UUID random = bits.next(row);
                        long millis = row.environment().now().toEpochMilli() << 16;
                        UUID dated = new UUID(
                                millis | (random.getMostSignificantBits() & 0xffff), random.getLeastSignificantBits());
                        return version(dated, 7).toString();
                    };
                }));
    }

    private static UUID version(UUID bits, long version) {
        return new UUID(
                (bits.getMostSignificantBits() & ~0xf000L) | version << 12,
                (bits.getLeastSignificantBits() & ~(3L << 62)) | 2L << 62);
    }

    private static final class Bits {
        private static final AtomicLong COUNT = new AtomicLong();
        private static final long PROCESS = ProcessHandle.current().pid();

        UUID next(Row row) {
            Instant now = row.environment().now();
            ByteBuffer seed = ByteBuffer.allocate(5 * Long.BYTES)
                    .putLong(PROCESS)
                    .putLong(now.getEpochSecond())
                    .putLong(now.getNano())
                    .putLong(System.nanoTime())
                    .putLong(COUNT.incrementAndGet());
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                ByteBuffer bits = ByteBuffer.wrap(digest.digest(seed.array()));
                return new UUID(bits.getLong(), bits.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // comes with every Java platform
            }
        }
    }
}
