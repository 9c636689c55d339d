package phoenix.engine.ottl;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads times in a layout as the Collector's {@code Time} does: numbers may have fewer digits and spaces before them, a
 * fraction may follow the seconds unasked, and a time without a year is of this year, or of the last where it would be
 * more than a week ahead. One for each text; not thread-safe.
 */
final class TimeReader {
    private static final int UNSET = Integer.MIN_VALUE;

    private final TimeLayout layout;
    private final TimeNames names;
    private final String text;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private int half = UNSET;
    private int offset = UNSET;
    private String zoneName = "";

    private TimeReader(TimeLayout layout, TimeNames names, String text) {
        this.layout = layout;
        this.names = names;
        this.text = text;
    }

    /** @param zone what a text that names none is in */
    static ZonedDateTime read(TimeLayout layout, TimeNames names, String text, ZoneId zone, Instant now)
            throws EvalException {
        TimeReader reader = new TimeReader(layout, names, text);
        reader.parts();
        ZonedDateTime time = reader.time(zone);
        return time.getYear() > 0 ? time : withYear(time, now);
    }

    private static ZonedDateTime withYear(ZonedDateTime time, Instant now) {
        ZonedDateTime here = now.atZone(time.getZone());
        // The 29th of February of a year without one is the 1st of March.
        ZonedDateTime thisYear = time.getDayOfMonth() == 29 && time.getMonthValue() == 2 && !Year.isLeap(here.getYear())
                ? time.withDayOfMonth(28).withYear(here.getYear()).plusDays(1)
                : time.withYear(here.getYear());
        return thisYear.isAfter(here.plusDays(7)) ? thisYear.minusYears(1) : thisYear;
    }

    private void parts() throws EvalException {
        for (int i = 0; i < layout.parts().size(); i++) {
            switch (layout.parts().get(i)) {
                case TimeLayout.Text(String plain) -> skip(plain);
                case TimeLayout.Fraction _ -> fraction();
                case TimeLayout.Item item -> {
                    item(item);
                    if (item.unit() == TimeLayout.Unit.SECOND && !fractionFollows(i)) {
                        fraction();
                    }
                }
            }
        }
        if (at < text.length()) {
            throw new EvalException("more text behind the time: \"" + text.substring(at) + "\"");
        }
    }

    private boolean fractionFollows(int index) {
        for (int i = index + 1; i < layout.parts().size(); i++) {
            if (!(layout.parts().get(i) instanceof TimeLayout.Text)) {
                return layout.parts().get(i) instanceof TimeLayout.Fraction;
            }
        }
        return false;
    }

    /** Text of the layout; a space of it stands for any number of spaces. */
    private void skip(String plain) throws EvalException {
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) == ' ') {
                if (at < text.length() && text.charAt(at) != ' ') {
                    throw bad("a space");
                }
                skipSpaces();
                while (i + 1 < plain.length() && plain.charAt(i + 1) == ' ') {
                    i++;
                }
            } else if (at < text.length() && text.charAt(at) == plain.charAt(i)) {
                at++;
            } else {
                throw bad("\"" + plain + "\"");
            }
        }
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private EvalException bad(String wanted) {
        return new EvalException(
                "\"" + text.substring(Math.min(at, text.length())) + "\" does not begin with " + wanted);
    }

    private static EvalException outOfRange(String what) {
        return new EvalException("the " + what + " is out of range");
    }

    private void item(TimeLayout.Item item) throws EvalException {
        switch (item.unit()) {
            case YEAR -> year = digits(4, "a year");
            case SHORT_YEAR -> {
                int two = digits(2, "a year of two digits");
                year = two >= 69 ? 1900 + two : 2000 + two;
            }
            case MONTH -> month = within(number("a month"), 1, 12, "month");
            case MONTH_NAME -> month = name(names.months(), "the name of a month") + 1;
            case SHORT_MONTH_NAME -> month = name(names.shortMonths(), "the short name of a month") + 1;
            case DAY -> day = number("a day");
            case DAY_NAME -> name(names.days(), "the name of a day");
            case SHORT_DAY_NAME -> name(names.shortDays(), "the short name of a day");
            case HOUR -> hour = within(number("an hour"), 0, 23, "hour");
            case HALF_DAY_HOUR -> hour = within(number("an hour"), 0, 12, "hour");
            case MINUTE -> minute = within(number("a minute"), 0, 59, "minute");
            case SECOND -> second = within(number("a second"), 0, 59, "second");
            case UPPER_HALF -> half = halfOfDay(names.upperHalves());
            case LOWER_HALF -> half = halfOfDay(names.lowerHalves());
            case ZONE -> zone();
            case OFFSET -> {
                skipSpaces();
                if (!utcLetter() && !offset(false, false) && !offset(true, false) && !hours()) {
                    throw bad("an offset from UTC");
                }
            }
            case OFFSET_SECONDS -> need(offset(false, true));
            case OFFSET_HOURS -> need(hours());
            case OFFSET_COLON -> need(offset(true, false));
            case OFFSET_COLON_SECONDS -> need(offset(true, true));
        }
    }

    private void need(boolean found) throws EvalException {
        if (!found) {
            throw bad("an offset from UTC");
        }
    }

    private static int within(int number, int least, int most, String what) throws EvalException {
        if (number < least || number > most) {
            throw outOfRange(what);
        }
        return number;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    /** One digit or two. */
    private int number(String what) throws EvalException {
        skipSpaces();
        return digits(isDigit(at + 1) ? 2 : 1, what);
    }

    private int digits(int count, String what) throws EvalException {
        if (count > 1) {
            skipSpaces();
        }
        int number = 0;
        for (int i = at; i < at + count; i++) {
            if (!isDigit(i)) {
                throw bad(what);
            }
            number = 10 * number + text.charAt(i) - '0';
        }
        at += count;
        return number;
    }

    private int name(java.util.List<String> known, String what) throws EvalException {
        for (int i = 0; i < known.size(); i++) {
            if (takes(known.get(i))) {
                return i;
            }
        }
        throw bad(what);
    }

    private boolean takes(String name) {
        if (name.isEmpty() || !text.regionMatches(true, at, name, 0, name.length())) {
            return false;
        }
        at += name.length();
        return true;
    }

    private int halfOfDay(java.util.List<String> halves) throws EvalException {
        for (int i = 0; i < halves.size(); i++) {
            if (text.startsWith(halves.get(i), at)) {
                at += halves.get(i).length();
                return i;
            }
        }
        throw bad("a half of the day");
    }

    private void fraction() {
        boolean point = at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        if (!point || !isDigit(at + 1)) {
            return;
        }
        at++;
        nanos = 0;
        for (int digits = 0; isDigit(at) || digits < 9; digits++) {
            int digit = isDigit(at) ? text.charAt(at++) - '0' : 0;
            nanos = digits < 9 ? 10 * nanos + digit : nanos;
        }
    }

    private boolean utcLetter() {
        if (at < text.length() && text.charAt(at) == 'Z') {
            at++;
            offset = 0;
            return true;
        }
        return false;
    }

    private boolean hours() {
        boolean found = sign() != 0 && isDigit(at + 1) && isDigit(at + 2);
        return found && take(at + 3, two(at + 1), 0, 0);
    }

    private boolean offset(boolean colon, boolean withSeconds) {
        int step = colon ? 3 : 2;
        int end = at + 3 + step + (withSeconds ? step : 0);
        if (sign() == 0 || end > text.length()) {
            return false;
        }
        for (int i = at + 1; i < end; i++) {
            boolean wantsColon = colon && (i - at) % 3 == 0;
            if (wantsColon ? text.charAt(i) != ':' : !isDigit(i)) {
                return false;
            }
        }
        return take(end, two(at + 1), two(at + 1 + step), withSeconds ? two(at + 1 + 2 * step) : 0);
    }

    private int sign() {
        char c = at < text.length() ? text.charAt(at) : 0;
        return c == '+' ? 1 : c == '-' ? -1 : 0;
    }

    private int two(int index) {
        return 10 * (text.charAt(index) - '0') + text.charAt(index + 1) - '0';
    }

    private boolean take(int end, int hours, int minutes, int seconds) {
        if (hours > 24 || minutes > 60 || seconds > 60) {
            return false;
        }
        offset = sign() * (hours * 3600 + minutes * 60 + seconds);
        at = end;
        return true;
    }

    /** The abbreviation of a zone by Go's rules: three capitals, or more where one is known to end so. */
    private void zone() throws EvalException {
        if (text.startsWith("UTC", at)) {
            at += 3;
            offset = 0;
            return;
        }
        int end = at;
        while (end < text.length() && end - at < 6 && Character.isUpperCase(text.charAt(end))) {
            end++;
        }
        int length = end - at;
        String capitals = text.substring(at, end);
        if (capitals.startsWith("GMT") && length == 3) {
            end += signedHours(end);
        } else if (length == 0 && sign() != 0) {
            end = at + signedHours(at);
        } else if (text.startsWith("ChST", at) || text.startsWith("MeST", at)) {
            end = at + 4;
        } else if (!(length == 3
                || (length == 4 && (capitals.endsWith("T") || capitals.equals("WITA")))
                || (length == 5 && capitals.endsWith("T")))) {
            throw bad("the abbreviation of a time zone");
        }
        if (end == at) {
            throw bad("the abbreviation of a time zone");
        }
        zoneName = text.substring(at, end);
        at = end;
    }

    /** The length of a sign and up to two digits that are an hour, else 0. */
    private int signedHours(int from) {
        boolean sign = from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-');
        if (!sign || !isDigit(from + 1)) {
            return 0;
        }
        int digits = isDigit(from + 2) ? 2 : 1;
        int hours = digits == 2 ? two(from + 1) : text.charAt(from + 1) - '0';
        return hours <= 23 ? 1 + digits : 0;
    }

    private ZonedDateTime time(ZoneId zone) throws EvalException {
        if (day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
            throw outOfRange("day");
        }
        int wholeHour = half == 1 && hour < 12 ? hour + 12 : half == 0 && hour == 12 ? 0 : hour;
        long local = LocalDate.of(year, month, day).toEpochDay() * 86_400L + wholeHour * 3600L + minute * 60L + second;
        if (offset != UNSET) {
            if (Math.abs(offset) > ZoneOffset.MAX.getTotalSeconds()) {
                throw outOfRange("offset from UTC");
            }
            return at(local - offset, ZoneOffset.ofTotalSeconds(offset));
        }
        return zoneName.isEmpty() ? inZone(local, zone) : named(local, zone);
    }

    private ZonedDateTime at(long seconds, ZoneId zone) {
        return Instant.ofEpochSecond(seconds, nanos).atZone(zone);
    }

    /** Where the clock is put back the later of the two times counts, where it is put forward the one before. */
    private ZonedDateTime inZone(long local, ZoneId zone) {
        int guess = zone.getRules().getOffset(Instant.ofEpochSecond(local)).getTotalSeconds();
        int right =
                zone.getRules().getOffset(Instant.ofEpochSecond(local - guess)).getTotalSeconds();
        return at(local - right, zone);
    }

    private ZonedDateTime named(long local, ZoneId zone) throws EvalException {
        Integer known = TimeZones.offsetOf(zoneName, zone, Instant.ofEpochSecond(local));
        if (known != null && known != 0) {
            return at(local - known, zone);
        }
        if (zoneName.length() > 3 && zoneName.startsWith("GMT")) {
            // The Collector takes the time for one of UTC and the digits for a name.
            return at(local, ZoneOffset.UTC);
        }
        ZoneId named = TimeZones.load(zoneName);
        if (named == null) {
            throw new EvalException("the time zone " + zoneName + " is unknown");
        }
        @Nullable Integer inNamed = TimeZones.offsetOf(zoneName, named, Instant.ofEpochSecond(local));
        return inNamed == null ? at(local, ZoneOffset.UTC) : at(local - inNamed, named);
    }
}
