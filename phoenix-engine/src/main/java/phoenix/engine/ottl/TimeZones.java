package phoenix.engine.ottl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Places and abbreviations of the time zone database, with the abbreviations that the Java platform knows. */
final class TimeZones {
    /** Zones that are named like an abbreviation; Java takes these for other names. */
    private static final Map<String, ZoneOffset> SHORT = Map.of(
            "EST", ZoneOffset.ofHours(-5),
            "MST", ZoneOffset.ofHours(-7),
            "HST", ZoneOffset.ofHours(-10));

    private TimeZones() {}

    /** The zone of that name, or null. */
    static @Nullable ZoneId load(String name) {
        if (name.equals("Local")) {
            return ZoneId.systemDefault();
        }
        ZoneOffset fixed = SHORT.get(name);
        if (fixed != null) {
            return fixed;
        }
        try {
            return name.equals("UTC")
                    ? ZoneOffset.UTC
                    : ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : null;
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** The abbreviation in force; for an offset without a name its digits. */
    static String abbreviation(ZoneId zone, Instant at) {
        if (zone instanceof ZoneOffset offset) {
            return offset.getTotalSeconds() == 0 ? "UTC" : TimeWriter.offset(offset.getTotalSeconds(), false, false);
        }
        return TimeZone.getTimeZone(zone)
                .getDisplayName(zone.getRules().isDaylightSavings(at), TimeZone.SHORT, Locale.ENGLISH);
    }

    /** The seconds from UTC that an abbreviation stands for in a zone, or null when it is none of that zone's. */
    static @Nullable Integer offsetOf(String abbreviation, ZoneId zone, Instant at) {
        if (zone instanceof ZoneOffset offset) {
            boolean own = SHORT.entrySet().stream()
                    .anyMatch(known -> known.getKey().equals(abbreviation)
                            && known.getValue().equals(offset));
            return own || (offset.equals(ZoneOffset.UTC) && abbreviation.equals("UTC"))
                    ? (Integer) offset.getTotalSeconds()
                    : null;
        }
        TimeZone platform = TimeZone.getTimeZone(zone);
        int standard = zone.getRules().getStandardOffset(at).getTotalSeconds();
        if (abbreviation.equals(platform.getDisplayName(false, TimeZone.SHORT, Locale.ENGLISH))) {
            return standard;
        }
        return abbreviation.equals(platform.getDisplayName(true, TimeZone.SHORT, Locale.ENGLISH))
                ? (Integer) (standard + platform.getDSTSavings() / 1000)
                : null;
    }
}
