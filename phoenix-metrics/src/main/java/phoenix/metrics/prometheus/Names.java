package phoenix.metrics.prometheus;

/** Names as Prometheus had them before UTF-8 was allowed, and how others are written. */
final class Names {
    private Names() {}

    static boolean isLegacy(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isLegacy(name.charAt(i), i)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isLegacy(int c, int index) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == ':'
                || (c >= '0' && c <= '9' && index > 0);
    }

    /** With underscores for what a reader without UTF-8 names does not know. */
    static String escaped(String name) {
        if (isLegacy(name)) {
            return name;
        }
        StringBuilder escaped = new StringBuilder(name.length());
        name.codePoints().forEach(c -> escaped.append(isLegacy(c, escaped.length()) ? (char) c : '_'));
        return escaped.toString();
    }

    /** As it is, in quotes, or escaped: whatever the reader understands. */
    static void write(TextBuffer out, String name, boolean utf8Names) {
        if (isLegacy(name)) {
            out.append(name);
        } else if (utf8Names) {
            out.append((byte) '"').appendEscaped(name, true).append((byte) '"');
        } else {
            out.append(escaped(name));
        }
    }
}
