package phoenix.config.yaml;

import java.util.regex.Pattern;

/** The written form of scalars. */
final class ScalarText {
    /** Deliberately narrow: whatever else could be plain is quoted, which is always right. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./^+(][A-Za-z0-9_./*^+()=<>@%$|;~?!&\\\\ -]*");

    private static final Pattern COLON_INSIDE = Pattern.compile("[A-Za-z0-9_./-]+(:[A-Za-z0-9_./-]+)+");

    private ScalarText() {}

    static String key(String name) {
        return isPlain(name) ? name : quote(name);
    }

    static String inline(YamlScalar s, boolean flow) {
        return switch (s.type()) {
            case NULL -> "null";
            case STRING -> {
                String text = escape(s);
                yield isPlain(text) ? text : quote(text);
            }
            case INT, FLOAT, BOOL, TIMESTAMP -> s.text();
        };
    }

    /** What a user wrote with single dollar signs stays as it is where it means the same. */
    static String escape(YamlScalar s) {
        String text = s.text();
        boolean same = !s.form().dollarsJoined() && !text.contains("$$") && !text.contains("${");
        return same ? text : escape(text);
    }

    /** A literal dollar sign, so that nothing is expanded when this is read back. */
    static String escape(String text) {
        return text.replace("$", "$$");
    }

    static boolean fitsLiteral(String text) {
        return text.chars().allMatch(c -> c == '\n' || isPrintable((char) c))
                && !Character.isWhitespace(text.charAt(0))
                && text.lines().noneMatch(line -> line.endsWith(" ") || line.startsWith("\t"));
    }

    private static boolean isPlain(String text) {
        boolean safe =
                PLAIN.matcher(text).matches() || COLON_INSIDE.matcher(text).matches();
        return safe
                && !text.endsWith(" ")
                && ScalarTypes.resolve(text).type() == YamlScalar.Type.STRING
                && !text.matches("(?i)y|n|yes|no|on|off");
    }

    /** Double quotes with the escapes that JSON and YAML share. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                default -> {
                    if (isPrintable(c)) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04X", (int) c));
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** Surrogates too: as pairs they are the characters that other encodings hold in one. */
    private static boolean isPrintable(char c) {
        boolean latin = (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c < 0x2028);
        return latin || (c > 0x2029 && c < 0xE000) || (c >= 0xF900 && c < 0xFEFF);
    }
}
