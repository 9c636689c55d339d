package phoenix.engine.ottl;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes times in a layout, with English names, as the Collector's {@code FormatTime} does. */
final class TimeWriter {
    private TimeWriter() {}

    static String write(TimeLayout layout, ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (TimeLayout.Part part : layout.parts()) {
            switch (part) {
                case TimeLayout.Text(String text) -> out.append(text);
                case TimeLayout.Fraction(char point, int digits) -> fraction(out, point, digits, time.getNano());
                case TimeLayout.Item item -> item(out, item, time);
            }
        }
        return out.toString();
    }

    /** Without zeros at the end, and without the point when nothing is left. */
    private static void fraction(StringBuilder out, char point, int digits, int nanos) {
        String all = String.format(Locale.ROOT, "%09d", nanos).substring(0, digits);
        String kept = all.replaceAll("0+$", "");
        if (!kept.isEmpty()) {
            out.append(point).append(kept);
        }
    }

    private static void item(StringBuilder out, TimeLayout.Item item, ZonedDateTime time) {
        int seconds = time.getOffset().getTotalSeconds();
        int halfDayHour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        switch (item.unit()) {
            case YEAR -> out.append(time.getYear() < 0 ? "-" : "").append(padded(Math.abs(time.getYear()), 4));
            case SHORT_YEAR -> out.append(padded(Math.floorMod(time.getYear(), 100), 2));
            // Go has no month behind a space: its layout for it is an underscore and a month.
            case MONTH ->
                out.append(item.pad() == TimeLayout.Pad.SPACE ? "_" : "")
                        .append(padded(time.getMonthValue(), item.pad() == TimeLayout.Pad.ZERO ? 2 : 1));
            case MONTH_NAME -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case SHORT_MONTH_NAME -> out.append(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
            case DAY ->
                out.append(item.pad() == TimeLayout.Pad.SPACE && time.getDayOfMonth() < 10 ? " " : "")
                        .append(padded(time.getDayOfMonth(), item.pad() == TimeLayout.Pad.ZERO ? 2 : 1));
            case DAY_NAME -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case SHORT_DAY_NAME -> out.append(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), 0, 3);
            case HOUR -> out.append(padded(time.getHour(), 2));
            case HALF_DAY_HOUR -> out.append(padded(halfDayHour, item.pad() == TimeLayout.Pad.ZERO ? 2 : 1));
            case UPPER_HALF -> out.append(time.getHour() < 12 ? "AM" : "PM");
            case LOWER_HALF -> out.append(time.getHour() < 12 ? "am" : "pm");
            case MINUTE -> out.append(padded(time.getMinute(), 2));
            case SECOND -> out.append(padded(time.getSecond(), 2));
            case ZONE -> out.append(TimeZones.abbreviation(time.getZone(), time.toInstant()));
            case OFFSET -> out.append(seconds == 0 ? "Z" : offset(seconds, false, false));
            case OFFSET_SECONDS -> out.append(offset(seconds, false, true));
            case OFFSET_HOURS -> out.append(offset(seconds, false, false), 0, 3);
            case OFFSET_COLON -> out.append(offset(seconds, true, false));
            case OFFSET_COLON_SECONDS -> out.append(offset(seconds, true, true));
        }
    }

    static String offset(int seconds, boolean colon, boolean withSeconds) {
        int size = Math.abs(seconds);
        String between = colon ? ":" : "";
        return (seconds < 0 ? "-" : "+")
                + padded(size / 3600, 2)
                + between
                + padded(size / 60 % 60, 2)
                + (withSeconds ? between + padded(size % 60, 2) : "");
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
