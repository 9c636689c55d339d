package phoenix.config.lint;

import java.util.Locale;
import java.util.Map;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.ottl.Argument;
import phoenix.ottl.Call;
import phoenix.ottl.Expr;
import phoenix.ottl.Path;
import phoenix.ottl.TextRange;

/** The type of a metric is a number with a name, and nothing that a statement can set. */
final class MetricType implements Lint {
    private static final Map<String, String> SYMBOLS = Map.of(
            "gauge", "METRIC_DATA_TYPE_GAUGE",
            "sum", "METRIC_DATA_TYPE_SUM",
            "counter", "METRIC_DATA_TYPE_SUM",
            "histogram", "METRIC_DATA_TYPE_HISTOGRAM",
            "exponentialhistogram", "METRIC_DATA_TYPE_EXPONENTIAL_HISTOGRAM",
            "summary", "METRIC_DATA_TYPE_SUMMARY");

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (OttlTexts.Group group : OttlTexts.of(config)) {
            for (OttlText text : group.texts()) {
                text.eachComparison(c -> {
                    if (isType(text, c.left())) {
                        compared(text, c.right(), findings);
                    } else if (isType(text, c.right())) {
                        compared(text, c.left(), findings);
                    }
                });
                text.eachCall(call -> set(text, call, findings));
            }
        }
    }

    private static boolean isType(OttlText text, Expr expr) {
        return expr instanceof Expr.PathRef(Path path) && text.field(path).equals("metric.type");
    }

    private static void compared(OttlText text, Expr with, Findings findings) {
        if (with instanceof Expr.StringLiteral(TextRange range, String literal)) {
            String symbol = SYMBOLS.get(literal.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
            Diagnostic finding = Diagnostic.of(
                    DiagnosticCode.METRIC_TYPE_AS_TEXT,
                    text.spanOf(range),
                    "the type of a metric is a number, and never equal to the text \"" + literal + "\"",
                    symbol == null ? "compare with METRIC_DATA_TYPE_SUM and the like" : "write " + symbol);
            findings.add(symbol == null ? finding : finding.replacedBy(symbol));
        }
    }

    private static void set(OttlText text, Call call, Findings findings) {
        if (call.name().equals("set")
                && !call.arguments().isEmpty()
                && call.arguments().getFirst().given() instanceof Argument.Value(Expr target)
                && isType(text, target)) {
            findings.add(
                    DiagnosticCode.TYPE_NOT_SETTABLE,
                    text.spanOf(target.range()),
                    "setting the type of a metric does nothing",
                    "use convert_gauge_to_sum or convert_sum_to_gauge");
        }
    }
}
