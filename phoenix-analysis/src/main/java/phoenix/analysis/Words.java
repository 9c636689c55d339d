package phoenix.analysis;

import java.util.List;
import java.util.Locale;

/** Numbers and lists as they stand in explanations. */
final class Words {
    private static final int LIST_MAX = 5;

    private Words() {}

    /** A signed share: {@code +1.2 %}. */
    static String change(double ratio) {
        return Double.isNaN(ratio) ? "an unknown share" : number("%+.", ratio * 100) + " %";
    }

    static String percent(double ratio) {
        return number("%.", ratio * 100) + " %";
    }

    static String interval(Interval interval) {
        return bound(interval.low()) + " to " + bound(interval.high()) + " (" + percent(interval.confidence())
                + " interval)";
    }

    private static String bound(double ratio) {
        return Double.isInfinite(ratio) ? "unknown" : change(ratio);
    }

    private static String number(String format, double value) {
        double size = Math.abs(value);
        int digits = size >= 100 || size == Math.rint(size) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, format + digits + "f", value + 0.0);
    }

    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    /** The first few, and how many more there are. */
    static String list(List<?> items) {
        String shown = String.join(
                ", ", items.stream().limit(LIST_MAX).map(Object::toString).toList());
        return items.size() > LIST_MAX ? shown + " and " + (items.size() - LIST_MAX) + " more" : shown;
    }
}
