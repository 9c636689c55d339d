package phoenix.engine.ottl;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times and durations as Go writes them. */
final class GoTimes {
    private static final long SECOND = 1_000_000_000L;

    private GoTimes() {}

    /** As {@code time.Time.String} for UTC. */
    static String text(Instant time) {
        return digits(time, ' ') + " +0000 UTC";
    }

    /** Date and time, and as many digits of a second as there are. */
    static String digits(Instant time, char between) {
        LocalDateTime at = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        String seconds = String.format(
                "%04d-%02d-%02d%c%02d:%02d:%02d",
                at.getYear(),
                at.getMonthValue(),
                at.getDayOfMonth(),
                between,
                at.getHour(),
                at.getMinute(),
                at.getSecond());
        return seconds + fraction(at.getNano(), 9);
    }

    /** All of a duration in nanoseconds; what does not fit wraps around. */
    static long nanos(Duration duration) {
        return duration.getSeconds() * SECOND + duration.getNano();
    }

    /** As {@code time.Duration.String}: {@code 1h30m0s}, {@code 1.5ms}, {@code 0s}. */
    static String text(Duration duration) {
        long nanos = nanos(duration);
        String sign = nanos < 0 ? "-" : "";
        // The least number has no positive; as one without sign it is right all the same.
        long abs = Math.abs(nanos);
        if (Long.compareUnsigned(abs, SECOND) < 0) {
            return sign + small(abs);
        }
        long seconds = Long.divideUnsigned(abs, SECOND);
        StringBuilder out = new StringBuilder(sign);
        if (seconds >= 3600) {
            out.append(seconds / 3600).append('h');
        }
        if (seconds >= 60) {
            out.append(seconds / 60 % 60).append('m');
        }
        return out.append(seconds % 60)
                .append(fraction((int) Long.remainderUnsigned(abs, SECOND), 9))
                .append('s')
                .toString();
    }

    private static String small(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        boolean micros = nanos < 1_000_000;
        int unit = micros ? 1_000 : 1_000_000;
        return nanos / unit + fraction((int) (nanos % unit), micros ? 3 : 6) + (micros ? "µs" : "ms");
    }

    private static String fraction(int number, int digits) {
        if (number == 0) {
            return "";
        }
        return "." + String.format("%0" + digits + "d", number).replaceAll("0+$", "");
    }
}
