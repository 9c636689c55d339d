package phoenix.app.cli;

/** What standard output is connected to. */
public final class Terminal {
    private Terminal() {}

    /** Whether colours make sense on standard output: a terminal that knows them, and a user who wants them. */
    @SuppressWarnings("SystemConsoleNull") // never null in this JDK, and the null checker does not know
    public static boolean hasColours() {
        return System.console() != null
                && System.console().isTerminal()
                && !"dumb".equals(System.getenv("TERM"))
                && (System.getenv("NO_COLOR") == null
                        || System.getenv("NO_COLOR").isEmpty());
    }
}
