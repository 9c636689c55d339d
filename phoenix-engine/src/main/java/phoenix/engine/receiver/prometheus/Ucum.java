package phoenix.engine.receiver.prometheus;

import java.util.Map;

/** Units of OTLP for the words that Prometheus has for them. */
final class Ucum {
    private static final String PER = "_per_";
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("days", "d"),
            Map.entry("hours", "h"),
            Map.entry("minutes", "min"),
            Map.entry("seconds", "s"),
            Map.entry("milliseconds", "ms"),
            Map.entry("microseconds", "us"),
            Map.entry("nanoseconds", "ns"),
            Map.entry("bytes", "By"),
            Map.entry("kibibytes", "KiBy"),
            Map.entry("mebibytes", "MiBy"),
            Map.entry("gibibytes", "GiBy"),
            Map.entry("tibibytes", "TiBy"),
            Map.entry("kilobytes", "KBy"),
            Map.entry("megabytes", "MBy"),
            Map.entry("gigabytes", "GBy"),
            Map.entry("terabytes", "TBy"),
            Map.entry("meters", "m"),
            Map.entry("volts", "V"),
            Map.entry("amperes", "A"),
            Map.entry("joules", "J"),
            Map.entry("watts", "W"),
            Map.entry("grams", "g"),
            Map.entry("celsius", "Cel"),
            Map.entry("hertz", "Hz"),
            Map.entry("ratio", "1"),
            Map.entry("percent", "%"));
    private static final Map<String, String> PER_WORDS =
            Map.of("second", "s", "minute", "m", "hour", "h", "day", "d", "week", "w", "month", "mo", "year", "y");

    private Ucum() {}

    static String ofWord(String unit) {
        int per = unit.indexOf(PER);
        String main = per < 0 ? unit : unit.substring(0, per);
        String rest = per < 0 ? "" : unit.substring(per + PER.length());
        return WORDS.getOrDefault(main, main) + (rest.isEmpty() ? "" : "/" + PER_WORDS.getOrDefault(rest, rest));
    }
}
