package phoenix.app.config;

import java.io.PrintWriter;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;

/** Prints what was found in a configuration. */
public final class Findings {
    private Findings() {}

    public static void print(Diagnostics diagnostics, PrintWriter err) {
        if (!diagnostics.isEmpty()) {
            err.print(DiagnosticRenderer.text(diagnostics));
            err.flush();
        }
    }
}
