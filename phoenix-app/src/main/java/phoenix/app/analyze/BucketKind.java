package phoenix.app.analyze;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

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
    /** Instants, ISO 8601; UTC where there is no offset; kept as nanoseconds since the epoch. */
    TIME(1e9) {
        @Override
        long parse(String text) {
            TemporalAccessor time = TIME_OR_LOCAL.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant instant = time instanceof OffsetDateTime at
                    ? at.toInstant()
                    : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        }

        @Override
        Object show(long bucket) {
            return Instant.ofEpochSecond(0, bucket).toString();
        }
    };

    private static final DateTimeFormatter TIME_OR_LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

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
