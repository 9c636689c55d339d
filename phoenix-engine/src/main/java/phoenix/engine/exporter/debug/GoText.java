package phoenix.engine.exporter.debug;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import phoenix.metrics.Value;
import phoenix.metrics.prometheus.GoNumber;
import phoenix.metrics.prometheus.TextBuffer;

/** Numbers, times and types as Go's {@code fmt} and {@code time} print them. */
final class GoText {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int DECIMALS = 6;

    private GoText() {}

    /** {@code %v}: as few digits as read back as the same number. */
    static String shortest(double value) {
        if (value == 0 && 1 / value < 0) {
            return "-0";
        }
        TextBuffer text = new TextBuffer(32);
        GoNumber.append(text, value);
        return text.toString();
    }

    /** {@code %f}: six decimals, rounded half to even on the exact value. */
    static String fixed(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return shortest(value);
        }
        String digits = new BigDecimal(Math.abs(value))
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
        return Double.doubleToRawLongBits(value) < 0 ? "-" + digits : digits;
    }

    /** A time of OTLP, which the Collector reads as signed. */
    static String time(long unixNano) {
        long nanos = Math.floorMod(unixNano, NANOS_PER_SECOND);
        String seconds = SECONDS.format(Instant.ofEpochSecond(Math.floorDiv(unixNano, NANOS_PER_SECOND)));
        String fraction = "";
        if (nanos != 0) {
            String digits = Long.toString(NANOS_PER_SECOND + nanos).substring(1);
            int end = digits.length();
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            fraction = "." + digits.substring(0, end);
        }
        return seconds + fraction + " +0000 UTC";
    }

    /** What the Collector calls the type of an attribute's value. */
    static String type(Value value) {
        return switch (value) {
            case Value.StringValue _ -> "Str";
            case Value.BoolValue _ -> "Bool";
            case Value.IntValue _ -> "Int";
            case Value.DoubleValue _ -> "Double";
            case Value.BytesValue _ -> "Bytes";
            case Value.ListValue _ -> "Slice";
            case Value.MapValue _ -> "Map";
            case Value.EmptyValue _ -> "Empty";
        };
    }
}
