package phoenix.engine.ottl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The names of a pattern's groups, which in Go may repeat and in RE2/J may not: {@code plain} is the pattern without them.
 *
 * @param names by the group's number, empty where it has none; the first is of the whole match
 */
record GroupNames(String plain, List<String> names) {
    static GroupNames of(String pattern) {
        StringBuilder plain = new StringBuilder();
        List<String> names = new ArrayList<>(List.of(""));
        int i = 0;
        while (i < pattern.length()) {
            int end = atom(pattern, i);
            if (pattern.charAt(i) == '(') {
                int name = nameStart(pattern, i);
                int close = name < 0 ? -1 : pattern.indexOf('>', name);
                if (close > name && isName(pattern, name, close)) {
                    names.add(pattern.substring(name, close));
                    plain.append('(');
                    i = close + 1;
                    continue;
                }
                if (!pattern.startsWith("?", i + 1)) {
                    names.add("");
                }
            }
            plain.append(pattern, i, end);
            i = end;
        }
        return new GroupNames(plain.toString(), Collections.unmodifiableList(names));
    }

    /** Where the name begins of the group that is opened at {@code at}, or -1. */
    private static int nameStart(String pattern, int at) {
        if (pattern.startsWith("?P<", at + 1)) {
            return at + 4;
        }
        return pattern.startsWith("?<", at + 1) ? at + 3 : -1;
    }

    private static boolean isName(String pattern, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = pattern.charAt(i);
            boolean word = c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!word) {
                return false;
            }
        }
        return true;
    }

    /** Where the character, escape, quotation or set ends that begins at {@code at}. */
    private static int atom(String pattern, int at) {
        return switch (pattern.charAt(at)) {
            case '\\' -> {
                int quoteEnd = pattern.startsWith("Q", at + 1) ? pattern.indexOf("\\E", at + 2) : at;
                yield Math.min(quoteEnd < 0 ? pattern.length() : quoteEnd + 2, pattern.length());
            }
            case '[' -> set(pattern, at);
            default -> at + 1;
        };
    }

    private static int set(String pattern, int at) {
        int i = pattern.startsWith("^", at + 1) ? at + 2 : at + 1;
        // A bracket that comes first is a member.
        for (boolean first = true; i < pattern.length(); first = false) {
            char c = pattern.charAt(i);
            if (c == ']' && !first) {
                return i + 1;
            }
            int named = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i + 2) : -1;
            i = named > 0 ? named + 2 : i + (c == '\\' ? 2 : 1);
        }
        return pattern.length();
    }
}
