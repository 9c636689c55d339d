package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;

/**
 * A layout of times as the Collector's {@code Time} and {@code FormatTime} take it: directives such as {@code %Y} between
 * text. The Collector makes a layout of Go's of it, so that English names in the text stand for the name at hand too.
 */
final class TimeLayout {
    private static final String DIRECTIVES = "YymoqbhBdegaAHlIpPMSLfsZzwijkDxFTXrRnt%c";

    private final List<Part> parts;

    private TimeLayout(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    List<Part> parts() {
        return parts;
    }

    /** A piece of a layout. */
    sealed interface Part {}

    /** Characters that stand for themselves; a space for any number of them. */
    record Text(String text) implements Part {}

    /** What a directive stands for. */
    record Item(Unit unit, Pad pad) implements Part {}

    /**
     * A fraction of a second behind a point or comma.
     *
     * @param digits as many at most when written; any number of them is read
     */
    record Fraction(char point, int digits) implements Part {}

    enum Pad {
        ZERO,
        SPACE,
        NONE
    }

    enum Unit {
        YEAR,
        SHORT_YEAR,
        MONTH,
        MONTH_NAME,
        SHORT_MONTH_NAME,
        DAY,
        DAY_NAME,
        SHORT_DAY_NAME,
        HOUR,
        HALF_DAY_HOUR,
        UPPER_HALF,
        LOWER_HALF,
        MINUTE,
        SECOND,
        ZONE,
        /** {@code +0130}, and Z for UTC. */
        OFFSET,
        /** {@code +013000}. */
        OFFSET_SECONDS,
        /** {@code +01}. */
        OFFSET_HOURS,
        /** {@code +01:30}. */
        OFFSET_COLON,
        /** {@code +01:30:00}. */
        OFFSET_COLON_SECONDS
    }

    static TimeLayout of(String layout) throws EvalException {
        if (layout.isEmpty()) {
            throw new EvalException("the layout of a time must not be empty");
        }
        if (layout.chars().anyMatch(c -> c >= '0' && c <= '9')) {
            throw new EvalException("the layout of a time must not contain digits");
        }
        Reader reader = new Reader();
        for (int i = 0; i < layout.length(); i++) {
            char c = layout.charAt(i);
            if (c != '%' || i + 1 == layout.length()) {
                reader.text.append(c);
                continue;
            }
            char directive = layout.charAt(++i);
            if (DIRECTIVES.indexOf(directive) < 0) {
                throw new EvalException("the directive %" + directive + " is unknown");
            }
            reader.directive(directive, i == 1);
        }
        reader.flush();
        return new TimeLayout(reader.parts);
    }

    private static final class Reader {
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        private void directive(char directive, boolean first) throws EvalException {
            switch (directive) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case '%' -> text.append('%');
                case 'L' -> fraction(3, first);
                case 'f' -> fraction(6, first);
                case 's' -> fraction(8, first);
                case 'D', 'x' -> series("m/d/Y");
                case 'F' -> series("Y-m-d");
                case 'T', 'X' -> series("H:M:S");
                case 'r' -> series("I:M:S P");
                case 'R' -> series("H:M");
                case 'c' -> series("a b d H:M:S Y");
                default -> {
                    flush();
                    parts.add(item(directive));
                }
            }
        }

        private void series(String directives) {
            for (int i = 0; i < directives.length(); i++) {
                char c = directives.charAt(i);
                if (Character.isLetter(c)) {
                    flush();
                    parts.add(item(c));
                } else {
                    text.append(c);
                }
            }
        }

        private void fraction(int digits, boolean first) throws EvalException {
            int last = text.length() - 1;
            char before = last < 0 ? 0 : text.charAt(last);
            if (before == '.' || before == ',') {
                text.setLength(last);
                flush();
                parts.add(new Fraction(before, digits));
            } else if (first) {
                text.append("9".repeat(digits));
            } else {
                throw new EvalException("a fraction of a second must stand behind a point or a comma");
            }
        }

        private static Item item(char directive) {
            return switch (directive) {
                case 'Y' -> new Item(Unit.YEAR, Pad.ZERO);
                case 'y' -> new Item(Unit.SHORT_YEAR, Pad.ZERO);
                case 'm' -> new Item(Unit.MONTH, Pad.ZERO);
                case 'o' -> new Item(Unit.MONTH, Pad.SPACE);
                case 'q' -> new Item(Unit.MONTH, Pad.NONE);
                case 'b', 'h' -> new Item(Unit.SHORT_MONTH_NAME, Pad.NONE);
                case 'B' -> new Item(Unit.MONTH_NAME, Pad.NONE);
                case 'd' -> new Item(Unit.DAY, Pad.ZERO);
                case 'e' -> new Item(Unit.DAY, Pad.SPACE);
                case 'g' -> new Item(Unit.DAY, Pad.NONE);
                case 'a' -> new Item(Unit.SHORT_DAY_NAME, Pad.NONE);
                case 'A' -> new Item(Unit.DAY_NAME, Pad.NONE);
                case 'H' -> new Item(Unit.HOUR, Pad.ZERO);
                case 'I' -> new Item(Unit.HALF_DAY_HOUR, Pad.ZERO);
                case 'l' -> new Item(Unit.HALF_DAY_HOUR, Pad.NONE);
                case 'p' -> new Item(Unit.UPPER_HALF, Pad.NONE);
                case 'P' -> new Item(Unit.LOWER_HALF, Pad.NONE);
                case 'M' -> new Item(Unit.MINUTE, Pad.ZERO);
                case 'S' -> new Item(Unit.SECOND, Pad.ZERO);
                case 'Z' -> new Item(Unit.ZONE, Pad.NONE);
                case 'z' -> new Item(Unit.OFFSET, Pad.NONE);
                case 'w' -> new Item(Unit.OFFSET_SECONDS, Pad.NONE);
                case 'i' -> new Item(Unit.OFFSET_HOURS, Pad.NONE);
                case 'j' -> new Item(Unit.OFFSET_COLON, Pad.NONE);
                case 'k' -> new Item(Unit.OFFSET_COLON_SECONDS, Pad.NONE);
                default -> throw new IllegalArgumentException(String.valueOf(directive));
            };
        }

        /** Ends a piece of text; English names in it are items. */
        private void flush() {
            String rest = text.toString();
            text.setLength(0);
            int from = 0;
            for (int i = 0; i < rest.length(); ) {
                Name name = Name.at(rest, i);
                if (name == null) {
                    i++;
                    continue;
                }
                add(rest.substring(from, i));
                parts.add(new Item(name.unit, Pad.NONE));
                i += name.written.length();
                from = i;
            }
            add(rest.substring(from));
        }

        private void add(String plain) {
            if (!plain.isEmpty()) {
                parts.add(new Text(plain));
            }
        }
    }

    /** A word that Go takes for what it is an example of. */
    private enum Name {
        JANUARY("January", Unit.MONTH_NAME),
        JAN("Jan", Unit.SHORT_MONTH_NAME),
        MONDAY("Monday", Unit.DAY_NAME),
        MON("Mon", Unit.SHORT_DAY_NAME),
        MST("MST", Unit.ZONE),
        PM("PM", Unit.UPPER_HALF),
        LOWER_PM("pm", Unit.LOWER_HALF);

        private final String written;
        private final Unit unit;

        Name(String written, Unit unit) {
            this.written = written;
            this.unit = unit;
        }

        static @org.jspecify.annotations.Nullable Name at(String text, int at) {
            for (Name name : values()) {
                if (text.startsWith(name.written, at) && !(name.written.length() == 3 && goesOn(text, at + 3, name))) {
                    return name;
                }
            }
            return null;
        }

        /** "Janitor" and "Money" are just words. */
        private static boolean goesOn(String text, int end, Name name) {
            boolean letter = end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z';
            return letter && name != MST;
        }
    }
}
