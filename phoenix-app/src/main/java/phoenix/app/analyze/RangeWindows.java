package phoenix.app.analyze;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the windows in PromQL: {@code rate(x[5m])}. */
final class RangeWindows {
    private static final Pattern WINDOW = Pattern.compile("\\[\\s*((?:\\d+(?:ms|[smhdwy]))+)\\s*(?:]|:)");
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

    private RangeWindows() {}

    /** The longest; zero where there is none. Text in quotes is no query. */
    static Duration longest(String query) {
        Duration longest = Duration.ZERO;
        Matcher windows = WINDOW.matcher(query.replaceAll("\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'", "\"\""));
        while (windows.find()) {
            long millis = 0;
            Matcher parts = PART.matcher(windows.group(1));
            while (parts.find()) {
                millis += Long.parseLong(parts.group(1)) * unitMillis(parts.group(2));
            }
            Duration window = Duration.ofMillis(millis);
            longest = window.compareTo(longest) > 0 ? window : longest;
        }
        return longest;
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000L;
            case "w" -> 7 * 86_400_000L;
            default -> 365 * 86_400_000L;
        };
    }
}
