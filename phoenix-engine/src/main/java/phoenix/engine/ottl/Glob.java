package phoenix.engine.ottl;

/**
 * The glob patterns of the replace_match editors, as the library that the Collector uses reads them: {@code *} and
 * {@code **} stand for any text, {@code ?} for one character, {@code [a-z]} and {@code [!a]} for one of a set,
 * {@code {a,b}} for alternatives; a pattern matches the whole text.
 */
final class Glob {
    private Glob() {}

    static Regex compile(String glob) throws EvalException {
        StringBuilder regex = new StringBuilder("(?s)\\A(?:");
        int braces = 0;
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                        i++;
                    }
                    regex.append(".*");
                }
                case '?' -> regex.append('.');
                case '[' -> i = set(glob, i, regex);
                case '{' -> {
                    braces++;
                    regex.append("(?:");
                }
                case '}' -> {
                    braces--;
                    regex.append(braces < 0 ? "\\}" : ")");
                    braces = Math.max(braces, 0);
                }
                case ',' -> regex.append(braces > 0 ? '|' : ',');
                case '\\' -> {
                    i++;
                    if (i == glob.length()) {
                        throw new EvalException("\"" + glob + "\" is not a valid pattern: it ends with a backslash");
                    }
                    literal(glob.charAt(i), regex);
                }
                default -> literal(c, regex);
            }
            i++;
        }
        if (braces > 0) {
            throw new EvalException("\"" + glob + "\" is not a valid pattern: a brace is not closed");
        }
        String orEmpty = fitsNothing(glob, 0, glob.length()) ? "|" : "";
        return Regex.of(regex.append(orEmpty).append(")\\z").toString());
    }

    /**
     * Whether the empty text fits too: it does where {@code ?} or a set of what must not be stands alone, or alone among
     * alternatives, because the library looks at the first character without asking whether there is one.
     */
    private static boolean fitsNothing(String glob, int from, int to) {
        if (to - from == 1) {
            return glob.charAt(from) == '?';
        }
        if (glob.startsWith("[!", from)) {
            return glob.indexOf(']', from + 1) == to - 1;
        }
        if (to - from < 2 || glob.charAt(from) != '{') {
            return false;
        }
        int depth = 0;
        int begin = from + 1;
        boolean found = false;
        for (int i = from; i < to; i++) {
            char c = glob.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if ((c == ',' && depth == 1) || depth == 0) {
                found |= fitsNothing(glob, begin, i);
                begin = i + 1;
            }
            if (depth == 0) {
                return found && i == to - 1;
            }
            i += c == '\\' ? 1 : 0;
        }
        return false;
    }

    /** Translates the set that begins at {@code at} and gives the place of its closing bracket. */
    private static int set(String glob, int at, StringBuilder regex) throws EvalException {
        int close = glob.indexOf(']', at + 1);
        if (close < 0) {
            throw new EvalException("\"" + glob + "\" is not a valid pattern: a bracket is not closed");
        }
        boolean not = glob.charAt(at + 1) == '!' || glob.charAt(at + 1) == '^';
        String members = glob.substring(at + (not ? 2 : 1), close);
        if (members.isEmpty()) {
            throw new EvalException("\"" + glob + "\" is not a valid pattern: an empty set");
        }
        regex.append(not ? "[^" : "[")
                .append(members.replace("\\", "\\\\").replace("[", "\\["))
                .append(']');
        return close;
    }

    private static void literal(char c, StringBuilder regex) {
        if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
