package phoenix.config.lint;

import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ConfigOutline;
import phoenix.ottl.Argument;
import phoenix.ottl.Call;
import phoenix.ottl.Expr;

/** Editors that make more than was meant: copies of copies, and sums that no backend takes. */
final class RiskyEditors implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (OttlTexts.Group group : OttlTexts.of(config)) {
            for (OttlText text : group.texts()) {
                if (text.statement() != null) {
                    editor(text, text.statement().editor(), text.statement().where() == null, findings);
                }
            }
        }
    }

    private static void editor(OttlText text, Call editor, boolean always, Findings findings) {
        if (editor.name().equals("copy_metric") && always) {
            findings.add(
                    DiagnosticCode.COPY_WITHOUT_END,
                    text.spanOf(editor.nameRange()),
                    "copy_metric without \"where\" copies its own copies, without end",
                    "add where metric.name == \"...\", and give the copy another name");
        }
        if (editor.name().equals("convert_gauge_to_sum")
                && editor.arguments().size() >= 2
                && editor.arguments().get(0).given() instanceof Argument.Value(Expr temporality)
                && temporality instanceof Expr.StringLiteral literal
                && literal.value().equals("delta")
                && editor.arguments().get(1).given() instanceof Argument.Value(Expr monotonic)
                && monotonic instanceof Expr.BoolLiteral bool
                && !bool.value()) {
            findings.add(
                    DiagnosticCode.NON_MONOTONIC_DELTA,
                    text.spanOf(editor.range()),
                    "a delta sum that may fall is dropped by Prometheus exporters and not supported by New Relic",
                    "write convert_gauge_to_sum(\"cumulative\", false)");
        }
    }
}
