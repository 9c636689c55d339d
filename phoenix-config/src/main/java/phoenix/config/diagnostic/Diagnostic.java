package phoenix.config.diagnostic;

import java.util.Optional;

/**
 * One finding about a user's configuration. Messages name keys and types, never the value of a secret.
 *
 * @param hint the way out, when there is one to offer
 * @param replacement what to write in place of {@code span}, where that alone is the way out
 */
public record Diagnostic(
        DiagnosticCode code,
        Severity severity,
        SourceSpan span,
        String message,
        Optional<String> hint,
        Optional<String> replacement) {

    public Diagnostic(DiagnosticCode code, Severity severity, SourceSpan span, String message, Optional<String> hint) {
        this(code, severity, span, message, hint, Optional.empty());
    }

    public static Diagnostic of(DiagnosticCode code, SourceSpan span, String message) {
        return new Diagnostic(code, code.severity(), span, message, Optional.empty());
    }

    public static Diagnostic of(DiagnosticCode code, SourceSpan span, String message, String hint) {
        return new Diagnostic(code, code.severity(), span, message, Optional.of(hint));
    }

    /** The same with a severity of its own. */
    public Diagnostic as(Severity other) {
        return new Diagnostic(code, other, span, message, hint, replacement);
    }

    /** The same, mended by writing this in place of the span. */
    public Diagnostic replacedBy(String text) {
        return new Diagnostic(code, severity, span, message, hint, Optional.of(text));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line, without the source: {@code a.yaml:3:5: error PHX1201: ...}. */
    @Override
    public String toString() {
        return span + ": " + severity + " " + code.id() + ": " + message
                + hint.map(h -> " (" + h + ")").orElse("");
    }
}
