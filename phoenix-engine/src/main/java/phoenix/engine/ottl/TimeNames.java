package phoenix.engine.ottl;

import java.text.DateFormatSymbols;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of months, days and halves of the day in one language, beginning with January and Monday. */
record TimeNames(
        List<String> months,
        List<String> shortMonths,
        List<String> days,
        List<String> shortDays,
        List<String> upperHalves,
        List<String> lowerHalves) {

    static final TimeNames ENGLISH = english();

    private static TimeNames english() {
        List<String> months = new ArrayList<>();
        List<String> days = new ArrayList<>();
        for (Month month : Month.values()) {
            months.add(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            days.add(day.getDisplayName(TextStyle.FULL, Locale.ENGLISH));
        }
        return new TimeNames(
                months,
                months.stream().map(name -> name.substring(0, 3)).toList(),
                days,
                days.stream().map(name -> name.substring(0, 3)).toList(),
                List.of("AM", "PM"),
                List.of("am", "pm"));
    }

    /** Those of a BCP 47 language tag, as the Java platform knows them. */
    static TimeNames of(String tag) throws EvalException {
        Locale locale = Locale.forLanguageTag(tag);
        if (tag.isEmpty() || !KNOWN.contains(locale.getLanguage())) {
            throw new EvalException("the locale \"" + tag + "\" is not a known language tag");
        }
        if (locale.getLanguage().equals("en")) {
            return ENGLISH;
        }
        List<String> months = new ArrayList<>();
        List<String> shortMonths = new ArrayList<>();
        for (Month month : Month.values()) {
            months.add(month.getDisplayName(TextStyle.FULL, locale));
            shortMonths.add(month.getDisplayName(TextStyle.SHORT, locale));
        }
        List<String> days = new ArrayList<>();
        List<String> shortDays = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.add(day.getDisplayName(TextStyle.FULL, locale));
            shortDays.add(day.getDisplayName(TextStyle.SHORT, locale));
        }
        List<String> halves =
                Arrays.asList(DateFormatSymbols.getInstance(locale).getAmPmStrings());
        return new TimeNames(months, shortMonths, days, shortDays, halves, halves);
    }

    private static final Set<String> KNOWN = Arrays.stream(Locale.getAvailableLocales())
            .map(Locale::getLanguage)
            .filter(language -> !language.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
}
