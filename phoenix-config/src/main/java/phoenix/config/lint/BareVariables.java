package phoenix.config.lint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlScalar;

/** Collectors before 0.105 took {@code $NAME} for a variable; since then it is text, and is sent as it stands. */
final class BareVariables implements Lint {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_][A-Z0-9_]{2,})\\b");

    @Override
    public void check(ConfigOutline config, Findings findings) {
        config.components().forEach(c -> Nodes.eachScalar(c.settings(), s -> scalar(c.path(), s, findings)));
    }

    /** Whether the text is nothing but such a name, perhaps behind the scheme of a header. */
    static boolean isBare(String text) {
        return text.matches("(?i:bearer |basic |api-key )?\\$[A-Za-z_]\\w*");
    }

    private static void scalar(String path, YamlScalar scalar, Findings findings) {
        Matcher m = VARIABLE.matcher(scalar.text());
        if (!scalar.origin().isLiteral()) {
            return;
        }
        while (m.find()) {
            SourceSpan span = scalar.spanAt(m.start(), m.end());
            // A doubled $ takes one column more, and is meant.
            boolean single = span.line() == span.endLine() && span.endColumn() - span.column() == m.end() - m.start();
            boolean escaped = m.start() > 0 && scalar.text().charAt(m.start() - 1) == '$';
            if (single && !escaped) {
                findings.add(Diagnostic.of(
                                DiagnosticCode.VARIABLE_WITHOUT_BRACES,
                                span,
                                path + ": " + m.group() + " is text and no variable since Collector 0.105",
                                "write ${env:" + m.group(1) + "}")
                        .replacedBy("${env:" + m.group(1) + "}"));
            }
        }
    }
}
