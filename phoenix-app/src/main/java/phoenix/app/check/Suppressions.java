package phoenix.app.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.Diagnostics;

/** Comments that silence a finding: {@code # phoenix:ignore PHX1711}, in its line or alone in the one before. */
final class Suppressions {
    private static final Pattern COMMENT = Pattern.compile("#.*\\bphoenix:ignore\\b((?:[ ,]+PHX\\d{4})*)");

    private Suppressions() {}

    static boolean silence(Diagnostic d, Diagnostics context) {
        int line = d.span().line();
        return names(line(context, d, line), d)
                || (line > 1
                        && names(
                                line(context, d, line - 1).filter(l -> l.strip().startsWith("#")), d));
    }

    private static Optional<String> line(Diagnostics context, Diagnostic d, int number) {
        return context.source(d.span().file()).flatMap(s -> s.line(number));
    }

    /** Without a code it is about all. */
    private static boolean names(Optional<String> line, Diagnostic d) {
        Matcher m = COMMENT.matcher(line.orElse(""));
        return m.find() && (m.group(1).isBlank() || m.group(1).contains(d.code().id()));
    }
}
