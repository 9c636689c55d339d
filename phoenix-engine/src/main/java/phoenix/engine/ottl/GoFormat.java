package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code fmt.Sprintf} for the values of expressions: reads the format and picks the arguments; {@link GoPrinter}
 * writes them.
 */
final class GoFormat {
    private static final int NUMBER_MAX = 1_000_000;

    private final String format;
    private final List<@Nullable Object> arguments;
    private final GoPrinter printer = new GoPrinter();
    private int at;
    private int next;
    private boolean reordered;
    private boolean goodIndex;
    private boolean afterIndex;

    private GoFormat(String format, List<@Nullable Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    static String format(String format, List<? extends @Nullable Object> values) throws EvalException {
        return new GoFormat(format, new ArrayList<>(values)).run();
    }

    private String run() throws EvalException {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            int end = percent < 0 ? format.length() : percent;
            printer.out.append(format, at, end);
            at = end + 1;
            if (percent >= 0) {
                directive();
            }
            Bounds.checkLength(printer.out.length());
        }
        if (!reordered && next < arguments.size()) {
            extra();
        }
        Bounds.checkLength(printer.out.length());
        return printer.out.toString();
    }

    private void extra() {
        printer.clear();
        printer.out.append("%!(EXTRA ");
        for (int i = next; i < arguments.size(); i++) {
            printer.out.append(i == next ? "" : ", ");
            Object argument = arguments.get(i);
            if (argument == null) {
                printer.out.append("<nil>");
            } else {
                printer.out.append(GoPrinter.type(argument)).append('=');
                printer.argument(argument, 'v');
            }
        }
        printer.out.append(')');
    }

    private void directive() {
        goodIndex = true;
        afterIndex = false;
        printer.clear();
        while (at < format.length() && printer.flag(format.charAt(at))) {
            at++;
        }
        index();
        width();
        precision();
        if (!afterIndex) {
            index();
        }
        if (at >= format.length()) {
            printer.out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            printer.out.append('%');
        } else if (!goodIndex) {
            printer.out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= arguments.size()) {
            printer.out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            printer.argument(arguments.get(next++), verb);
        }
    }

    private void width() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer width = fromArgument();
            if (width == null) {
                printer.out.append("%!(BADWIDTH)");
            } else {
                printer.width(width);
            }
            afterIndex = false;
            return;
        }
        Integer width = number();
        if (width != null) {
            printer.width(width);
            goodIndex &= !afterIndex;
        }
    }

    private void precision() {
        if (at >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        goodIndex &= !afterIndex;
        index();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer precision = fromArgument();
            if (precision != null && precision >= 0) {
                printer.precision(precision);
            } else {
                printer.out.append("%!(BADPREC)");
            }
            afterIndex = false;
            return;
        }
        Integer precision = number();
        printer.precision(precision == null ? 0 : precision);
    }

    /** Reads {@code [3]}, the number of the argument to come next. */
    private void index() {
        afterIndex = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (format.length() - at < 3 || close < 0) {
            goodIndex = false;
            at++;
            return;
        }
        at++;
        Integer index = number();
        boolean whole = at == close;
        at = close + 1;
        if (index == null || !whole) {
            goodIndex = false;
            return;
        }
        afterIndex = true;
        if (index >= 1 && index <= arguments.size()) {
            next = index - 1;
        } else {
            goodIndex = false;
        }
    }

    private @Nullable Integer number() {
        int from = at;
        int number = 0;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            if (number > NUMBER_MAX) {
                at = format.length();
                return null;
            }
            number = number * 10 + format.charAt(at) - '0';
            at++;
        }
        return at == from ? null : number;
    }

    private @Nullable Integer fromArgument() {
        if (next >= arguments.size()) {
            return null;
        }
        Object argument = arguments.get(next++);
        boolean usable = argument instanceof Long number && Math.abs(number) <= NUMBER_MAX;
        return usable ? ((Long) argument).intValue() : null;
    }
}
