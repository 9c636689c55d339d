package phoenix.app.analyze;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** What the buckets of an input are. */
enum BucketKind {
    /** Whole numbers in the order of time, whatever the distance between them. */
    INDEX(1) {
        @Override
        long parse(String text) {
            return Long.parseLong(text);
        }

        @Override
        Object show(long bucket) {
            return bucket;
        }
    },
    /** Instants, ISO 8601 with an offset; kept as nanoseconds since the epoch. */
    TIME(1e9) {
        @Override
        long parse(String text) {
            Instant instant =
                    OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        }

        @Override
        Object show(long bucket) {
            return Instant.ofEpochSecond(0, bucket).toString();
        }
    };

    private final double unitsPerSecond;

    BucketKind(double unitsPerSecond) {
        this.unitsPerSecond = unitsPerSecond;
    }

    double unitsPerSecond() {
        return unitsPerSecond;
    }

    /**
     * Reads one.
     *
     * @throws NumberFormatException or {@link DateTimeException} or {@link ArithmeticException} where it is none
     */
    abstract long parse(String text);

    /** As it stands in the result: a number, or a time in UTC. */
    abstract Object show(long bucket);

    static BucketKind of(String text) {
        return !text.isEmpty() && text.length() < 20 && text.chars().allMatch(c -> c >= '0' && c <= '9') ? INDEX : TIME;
    }
}
