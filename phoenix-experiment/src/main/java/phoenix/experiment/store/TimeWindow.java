package phoenix.experiment.store;

import java.time.Instant;

/**
 * A span of time.
 *
 * @param fromMillis first millisecond since the epoch that is inside
 * @param toMillis first millisecond after {@code fromMillis} that is outside
 */
public record TimeWindow(long fromMillis, long toMillis) {
    public static final TimeWindow ALL = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

    public TimeWindow {
        if (fromMillis > toMillis) {
            throw new IllegalArgumentException("window ends before it starts: " + fromMillis + " to " + toMillis);
        }
    }

    public static TimeWindow between(Instant from, Instant to) {
        return new TimeWindow(from.toEpochMilli(), to.toEpochMilli());
    }

    public boolean contains(long timeMillis) {
        return timeMillis >= fromMillis && timeMillis < toMillis;
    }

    /** Whether any sample of a series from {@code firstMillis} to {@code lastMillis}, both included, can be inside. */
    public boolean overlaps(long firstMillis, long lastMillis) {
        return firstMillis < toMillis && lastMillis >= fromMillis;
    }
}
