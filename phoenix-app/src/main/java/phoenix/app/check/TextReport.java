package phoenix.app.check;

import java.util.List;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Severity;

/** Findings for people. */
final class TextReport {
    private TextReport() {}

    static String of(List<CheckResult> results, boolean coloured) {
        StringBuilder out = new StringBuilder();
        for (CheckResult result : results) {
            for (Diagnostic d : result.findings()) {
                out.append(DiagnosticRenderer.text(d, result.context(), coloured));
            }
            if (result.context().suppressed() > 0) {
                out.append("... and ").append(result.context().suppressed()).append(" more in ");
                out.append(result.name()).append('\n');
            }
        }
        return out.append(out.isEmpty() ? "" : "\n").append(summary(results)).toString();
    }

    private static String summary(List<CheckResult> results) {
        String names = results.size() == 1 ? results.getFirst().name() : results.size() + " configurations";
        int silenced = results.stream().mapToInt(CheckResult::silenced).sum();
        long all = CheckResult.findings(results).count();
        return names + ": "
                + (all == 0
                        ? "nothing to say"
                        : String.join(
                                ", ",
                                count(results, Severity.ERROR, "error"),
                                count(results, Severity.WARNING, "warning"),
                                count(results, Severity.HINT, "hint")))
                + (silenced == 0 ? "" : " (" + silenced + " silenced)")
                + "\n";
    }

    private static String count(List<CheckResult> results, Severity severity, String word) {
        long count = CheckResult.count(results, severity);
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
