package phoenix.app.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.diagnostic.Severity;
import phoenix.config.diagnostic.SourceSpan;

/**
 * What is to be said of one configuration.
 *
 * @param name of it, as the user gave it
 * @param context knows the lines of the files
 * @param findings in the order of the files
 * @param silenced findings that the user does not want to see
 */
record CheckResult(String name, Diagnostics context, List<Diagnostic> findings, int silenced) {

    /**
     * What is left of the findings.
     *
     * @param ignored codes that are not told
     */
    static CheckResult of(String name, Diagnostics diagnostics, Set<String> ignored) {
        List<SourceSpan> unset = diagnostics.all().stream()
                .filter(d -> d.code() == DiagnosticCode.UNSET_VARIABLE)
                .map(Diagnostic::span)
                .toList();
        List<Diagnostic> told = new ArrayList<>();
        int silenced = 0;
        for (Diagnostic d : diagnostics.all()) {
            if (ignored.contains(d.code().id()) || Suppressions.silence(d, diagnostics)) {
                silenced++;
            } else {
                told.add(withoutEnvironment(d, unset));
            }
        }
        told.sort(Comparator.comparing((Diagnostic d) -> d.span().file())
                .thenComparingInt(d -> d.span().line())
                .thenComparingInt(d -> d.span().column())
                .thenComparing(d -> d.code().id()));
        return new CheckResult(name, diagnostics, List.copyOf(told), silenced);
    }

    /** A variable that is not set here may be set where the collector runs: what follows from it is no error yet. */
    private static Diagnostic withoutEnvironment(Diagnostic d, List<SourceSpan> unset) {
        if (d.code() == DiagnosticCode.UNSET_VARIABLE) {
            return d.as(Severity.HINT);
        }
        boolean follows =
                d.hint().filter(h -> h.startsWith("environment variable")).isPresent();
        if (follows && !d.isError()) {
            return d.as(Severity.HINT);
        }
        return follows || (d.isError() && unset.stream().anyMatch(u -> covers(d.span(), u)))
                ? d.as(Severity.WARNING)
                : d;
    }

    /** Whether the finding is about the value that the variable stands in, and about no more than that. */
    private static boolean covers(SourceSpan span, SourceSpan variable) {
        return span.file().equals(variable.file())
                && span.line() == variable.line()
                && span.endLine() == variable.endLine()
                && span.column() <= variable.column()
                && span.endColumn() >= variable.endColumn();
    }

    long count(Severity severity) {
        return findings.stream().filter(d -> d.severity() == severity).count();
    }

    /** Whether there is a finding as bad as this, or worse. */
    boolean fails(Severity worst) {
        return findings.stream().anyMatch(d -> d.severity().compareTo(worst) <= 0);
    }

    static boolean anyFails(List<CheckResult> results, Severity worst) {
        return results.stream().anyMatch(r -> r.fails(worst));
    }

    static long count(List<CheckResult> results, Severity severity) {
        return results.stream().mapToLong(r -> r.count(severity)).sum();
    }

    static Stream<Diagnostic> findings(List<CheckResult> results) {
        return results.stream().flatMap(r -> r.findings().stream());
    }
}
