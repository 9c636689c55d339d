package phoenix.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a long command is: one line that is redrawn on a terminal, a line every ten seconds elsewhere. Thread-safe, because
 * the log is written by any.
 */
public final class ProgressLine implements AutoCloseable {
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
    private static final String CLEAR_LINE = "\r\u001b[K";
    /** A line that is too long is cut, not wrapped: the next one must take its place. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final PrintWriter out;
    private final boolean terminal;
    private @Nullable Duration last;
    private boolean drawn;

    private ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * For one command.
     *
     * @param standardOutput whether {@code out} is that, and not standard error
     */
    @SuppressWarnings("SystemConsoleNull") // never null in this JDK, and the null checker does not know
    public static ProgressLine on(PrintWriter out, boolean standardOutput) {
        boolean terminal = standardOutput
                && System.console() != null
                && System.console().isTerminal()
                && !"dumb".equals(System.getenv("TERM"));
        ProgressLine line = new ProgressLine(out, terminal);
        if (terminal) {
            Logs.beforeEachLine(line::giveWay);
        }
        return line;
    }

    /** To be called as often as there is news; shows as much of it as is fit. */
    public synchronized void show(Duration elapsed, String text) {
        if (terminal) {
            out.print(WRAP_OFF + CLEAR_LINE + text + WRAP_ON);
            out.flush();
            drawn = true;
        } else if (last == null
                ? elapsed.compareTo(PLAIN_EVERY) >= 0
                : elapsed.minus(last).compareTo(PLAIN_EVERY) >= 0) {
            last = elapsed;
            out.println(text);
            out.flush();
        }
    }

    private synchronized void giveWay() {
        if (drawn) {
            out.print(CLEAR_LINE);
            out.flush();
            drawn = false;
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        giveWay();
    }
}
