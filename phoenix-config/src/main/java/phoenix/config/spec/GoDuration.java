package phoenix.config.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go's {@code time.ParseDuration} reads and {@code Duration.String} writes them: {@code 1h2m3s},
 * {@code 200ms}, {@code 1.5s}, {@code 0}. The range is 64 bits of nanoseconds, about 292 years.
 */
public final class GoDuration {
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");
    private static final int LENGTH_MAX = 100;

    private GoDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static Duration parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty() || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("not a duration");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!part.find(at) || part.start() != at) {
                throw new IllegalArgumentException("not a duration");
            }
            Long unit = NANOS.get(part.group(2));
            if (unit == null) {
                throw new IllegalArgumentException(
                        part.group(2).isEmpty()
                                ? "duration without a unit"
                                : "unknown unit \"" + part.group(2) + "\" in duration");
            }
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            at = part.end();
        }
        BigInteger whole = nanos.setScale(0, RoundingMode.DOWN).toBigInteger();
        if (whole.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("duration beyond 292 years");
        }
        return Duration.ofNanos(text.startsWith("-") ? -whole.longValue() : whole.longValue());
    }

    /** As Go writes it: {@code 1m30s}, {@code 200ms}, {@code 0s}. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        String sign = duration.isNegative() ? "-" : "";
        Duration d = duration.abs();
        if (d.toSeconds() == 0) {
            long nanos = d.toNanos();
            if (nanos < 1_000) {
                return sign + nanos + "ns";
            }
            return nanos < 1_000_000
                    ? sign + decimal(nanos, 1_000L) + "\u00b5s"
                    : sign + decimal(nanos, 1_000_000L) + "ms";
        }
        long hours = d.toHours();
        long minutes = d.toMinutesPart();
        BigDecimal seconds = BigDecimal.valueOf(d.toSecondsPart()).add(BigDecimal.valueOf(d.toNanosPart(), 9));
        String tail =
                seconds.signum() == 0 ? "0s" : seconds.stripTrailingZeros().toPlainString() + "s";
        if (hours > 0) {
            return sign + hours + "h" + minutes + "m" + tail;
        }
        return minutes > 0 ? sign + minutes + "m" + tail : sign + tail;
    }

    private static String decimal(long nanos, long unit) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}
