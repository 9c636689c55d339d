package phoenix.metrics.prometheus;

import java.util.Map;

/**
 * The words that a UCUM unit adds to a name: {@code By/s} gives {@code bytes} and {@code per_second}. Empty where the
 * unit adds none. The tables are those of the Collector's translator, {@code tibibytes} included.
 */
record UnitSuffix(String main, String per) {
    private static final Map<String, String> MAIN = Map.ofEntries(
            Map.entry("d", "days"),
            Map.entry("h", "hours"),
            Map.entry("min", "minutes"),
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tibibytes"),
            Map.entry("KBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("TBy", "terabytes"),
            Map.entry("m", "meters"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"),
            Map.entry("g", "grams"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("1", ""),
            Map.entry("%", "percent"));
    private static final Map<String, String> PER =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    static UnitSuffix of(String unit) {
        int slash = unit.indexOf('/');
        String main = (slash < 0 ? unit : unit.substring(0, slash)).strip();
        String per = slash < 0 ? "" : unit.substring(slash + 1).strip();
        String perWord = isAnnotation(per) ? "" : PER.getOrDefault(per, per);
        return new UnitSuffix(
                isAnnotation(main) ? "" : MAIN.getOrDefault(main, main), perWord.isEmpty() ? "" : "per_" + perWord);
    }

    private static boolean isAnnotation(String part) {
        return part.indexOf('{') >= 0 || part.indexOf('}') >= 0;
    }
}
