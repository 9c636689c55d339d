package phoenix.engine.receiver.prometheus;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.spec.FieldType;

/** Durations as Prometheus writes them: {@code 1d12h}, {@code 30s}, {@code 500ms}. */
final class PromDuration {
    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{1,4})y)?(?:(\\d{1,6})w)?(?:(\\d{1,7})d)?(?:(\\d{1,8})h)?(?:(\\d{1,9})m)?(?:(\\d{1,10})s)?(?:(\\d{1,12})ms)?");
    private static final Duration[] UNITS = {
        Duration.ofDays(365),
        Duration.ofDays(7),
        Duration.ofDays(1),
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(1)
    };
    private static final String[] NAMES = {"y", "w", "d", "h", "m", "s", "ms"};

    static final FieldType<Duration> TYPE =
            FieldType.string().as("duration of Prometheus", PromDuration::parse, PromDuration::format);

    private PromDuration() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration such as 30s or 1m30s");
        }
        Duration sum = Duration.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            if (matcher.group(i + 1) != null) {
                sum = sum.plus(UNITS[i].multipliedBy(Long.parseLong(matcher.group(i + 1))));
            }
        }
        return sum;
    }

    /** The shortest form, in which only one unit is years, weeks or days as they divide evenly. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < UNITS.length; i++) {
            long unit = UNITS[i].toMillis();
            boolean whole = i > 2 || millis % unit == 0;
            if (whole && millis >= unit) {
                text.append(millis / unit).append(NAMES[i]);
                millis %= unit;
            }
        }
        return text.toString();
    }
}
