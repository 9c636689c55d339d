package phoenix.app.config;

import java.io.PrintWriter;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;

/** Prints what was found in a configuration. */
final class Findings {
    private Findings() {}

    static void print(Diagnostics diagnostics, PrintWriter err) {
        if (!diagnostics.isEmpty()) {
            err.print(DiagnosticRenderer.text(diagnostics));
            err.flush();
        }
    }
}
