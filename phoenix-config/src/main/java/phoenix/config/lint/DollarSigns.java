package phoenix.config.lint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.SourceSpan;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlScalar;

/** A dollar sign in a configuration is written twice. */
final class DollarSigns implements Lint {
    private static final Pattern GROUP = Pattern.compile("\\$(\\d)");

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (ComponentKind kind : List.of(ComponentKind.PROCESSOR, ComponentKind.RECEIVER)) {
            for (ComponentOutline component : config.used(kind)) {
                if (List.of("transform", "metrics_transform", "prometheus").contains(component.type())) {
                    Nodes.eachScalar(component.settings(), s -> scalar(component, s, findings));
                }
            }
        }
    }

    private static void scalar(ComponentOutline component, YamlScalar scalar, Findings findings) {
        Matcher m = GROUP.matcher(scalar.text());
        if (!scalar.origin().isLiteral()) {
            return;
        }
        while (m.find()) {
            SourceSpan span = scalar.spanAt(m.start(), m.end());
            boolean single = span.line() == span.endLine() && span.endColumn() - span.column() == m.end() - m.start();
            if (single && !span.equals(scalar.span())) {
                findings.add(Diagnostic.of(
                                DiagnosticCode.DOLLAR_NOT_ESCAPED,
                                span,
                                component.path()
                                        + ": a single $ before a digit is left as it is today; Collectors before"
                                        + " 0.105 take it for a variable and put nothing in its place",
                                "write $" + m.group())
                        .replacedBy("$" + m.group()));
            }
        }
    }
}
