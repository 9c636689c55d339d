package phoenix.app.run;

/** What may be written to a terminal. */
final class Terminal {
    private Terminal() {}

    /** Names of metrics and processes come from outside: no control character of theirs may reach the terminal. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> safe.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
        return safe.toString();
    }
}
