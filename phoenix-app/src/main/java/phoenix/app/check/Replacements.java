package phoenix.app.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Diagnostics;

/** Text that, written in place of a finding's span, mends it. */
final class Replacements {
    private static final Pattern DID_YOU_MEAN = Pattern.compile("did you mean \"([^\"]+)\"\\??");

    private Replacements() {}

    static Optional<String> of(Diagnostic d, Diagnostics context) {
        return d.replacement().or(() -> nearest(d, context));
    }

    /** A name in quotes stays in quotes. */
    private static Optional<String> nearest(Diagnostic d, Diagnostics context) {
        Matcher m = DID_YOU_MEAN.matcher(d.hint().orElse(""));
        boolean inOneLine = d.span().line() == d.span().endLine()
                && d.span().endColumn() > d.span().column();
        if (!m.matches() || !inOneLine) {
            return Optional.empty();
        }
        String line = DiagnosticRenderer.line(d, context).orElse("");
        int at = d.span().column() - 1;
        String quote = at < line.length() && (line.charAt(at) == '"' || line.charAt(at) == '\'')
                ? line.substring(at, at + 1)
                : "";
        return Optional.of(quote + m.group(1) + quote);
    }
}
