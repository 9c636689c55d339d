package phoenix.app.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.app.cli.JsonOutput;
import phoenix.app.cli.Version;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticRenderer;
import phoenix.config.diagnostic.Severity;

/** Findings for programs; {@code docs/check.md} describes the form, which only grows. */
record JsonReport(
        int schemaVersion, String phoenixVersion, String target, Counts counts, List<Configuration> configurations) {
    private static final int SCHEMA_VERSION = 1;

    record Counts(long errors, long warnings, long hints, long silenced) {
        static Counts of(List<CheckResult> results) {
            return new Counts(
                    CheckResult.count(results, Severity.ERROR),
                    CheckResult.count(results, Severity.WARNING),
                    CheckResult.count(results, Severity.HINT),
                    results.stream().mapToLong(CheckResult::silenced).sum());
        }
    }

    record Configuration(String name, Counts counts, List<Finding> findings) {}

    /** Lines and columns count from 1; ends are exclusive. */
    record Finding(
            String code,
            String severity,
            String file,
            int line,
            int column,
            int endLine,
            int endColumn,
            String message,
            @Nullable String hint,
            @Nullable String replacement,
            @Nullable String source) {}

    static String of(List<CheckResult> results, String target) {
        List<Configuration> configurations = new ArrayList<>();
        for (CheckResult result : results) {
            configurations.add(new Configuration(
                    result.name(),
                    Counts.of(List.of(result)),
                    result.findings().stream().map(d -> finding(d, result)).toList()));
        }
        return JsonOutput.of(
                new JsonReport(SCHEMA_VERSION, Version.current(), target, Counts.of(results), configurations));
    }

    private static Finding finding(Diagnostic d, CheckResult result) {
        return new Finding(
                d.code().id(),
                d.severity().toString(),
                d.span().file(),
                d.span().line(),
                d.span().column(),
                d.span().endLine(),
                d.span().endColumn(),
                d.message(),
                d.hint().orElse(null),
                Replacements.of(d, result.context()).orElse(null),
                DiagnosticRenderer.line(d, result.context()).orElse(null));
    }
}
