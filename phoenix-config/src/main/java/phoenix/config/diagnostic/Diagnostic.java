package phoenix.config.diagnostic;

import java.util.Optional;

/**
 * One finding about a user's configuration. Messages name keys and types, never the value of a secret.
 *
 * @param hint the way out, when there is one to offer
 */
public record Diagnostic(
        DiagnosticCode code, Severity severity, SourceSpan span, String message, Optional<String> hint) {

    public static Diagnostic of(DiagnosticCode code, SourceSpan span, String message) {
        return new Diagnostic(code, code.severity(), span, message, Optional.empty());
    }

    public static Diagnostic of(DiagnosticCode code, SourceSpan span, String message, String hint) {
        return new Diagnostic(code, code.severity(), span, message, Optional.of(hint));
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
