package phoenix.config.lint;

import java.util.ArrayList;
import java.util.List;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.Severity;
import phoenix.config.diagnostic.SourceSpan;

/** Where lints report. Next to an error at the same place a lint has nothing new to say, and is left out. */
final class Findings {
    private final Diagnostics diagnostics;
    private final List<SourceSpan> errors;
    private final List<Diagnostic> found = new ArrayList<>();

    Findings(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.errors = diagnostics.errors().stream().map(Diagnostic::span).toList();
    }

    void add(DiagnosticCode code, SourceSpan span, String message, String hint) {
        add(Diagnostic.of(code, span, message, hint));
    }

    void add(DiagnosticCode code, Severity severity, SourceSpan span, String message, String hint) {
        add(Diagnostic.of(code, span, message, hint).as(severity));
    }

    void add(Diagnostic diagnostic) {
        if (errors.stream().noneMatch(e -> overlap(e, diagnostic.span()))) {
            found.add(diagnostic);
        }
    }

    /** For what tells more than an error at its place does. */
    void addBesideErrors(DiagnosticCode code, SourceSpan span, String message, String hint) {
        found.add(Diagnostic.of(code, span, message, hint));
    }

    /** No rendering shows the text there. */
    void markSecret(SourceSpan span) {
        diagnostics.markSecret(span);
    }

    void finish() {
        diagnostics.addAll(found);
    }

    private static boolean overlap(SourceSpan a, SourceSpan b) {
        return a.file().equals(b.file())
                && isBefore(a.line(), a.column(), b.endLine(), b.endColumn())
                && isBefore(b.line(), b.column(), a.endLine(), a.endColumn());
    }

    private static boolean isBefore(int line, int column, int otherLine, int otherColumn) {
        return line < otherLine || (line == otherLine && column < otherColumn);
    }
}
