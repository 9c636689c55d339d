package phoenix.app.run;

import java.io.PrintWriter;
import phoenix.app.cli.Logs;

/** Chooses how a run is shown. */
final class Views {
    private Views() {}

    /** Redrawn in place on a terminal, plain lines otherwise. */
    @SuppressWarnings("SystemConsoleNull") // never null in this JDK, and the null checker does not know
    static RunView of(PrintWriter out, boolean standardOutput) {
        boolean terminal =
                standardOutput && System.console() != null && System.console().isTerminal();
        String term = System.getenv("TERM");
        if (!terminal || "dumb".equals(term)) {
            return new PlainView(out);
        }
        TerminalView view = new TerminalView(out, System.getenv("NO_COLOR") == null);
        Logs.beforeEachLine(view::giveWay);
        return view;
    }
}
