package phoenix.app.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import phoenix.app.cli.Version;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Severity;
import phoenix.config.diagnostic.SourceSpan;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Findings as SARIF 2.1.0, for code scanning: rules with help, locations, fixes.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class SarifReport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Explanations explanations;
    private final List<DiagnosticCode> rules;

    private SarifReport(Explanations explanations, List<DiagnosticCode> rules) {
        this.explanations = explanations;
        this.rules = rules;
    }

    static String of(List<CheckResult> results, Explanations explanations) {
        List<DiagnosticCode> rules = CheckResult.findings(results)
                .map(Diagnostic::code)
                .distinct()
                .sorted()
                .toList();
        return MAPPER.writeValueAsString(new SarifReport(explanations, rules).log(results)) + "\n";
    }

    private Map<String, Object> log(List<CheckResult> results) {
        List<Map<String, Object>> found = new ArrayList<>();
        results.forEach(r -> r.findings().forEach(d -> found.add(result(d, r))));
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "phoenix");
        driver.put("version", Version.current());
        driver.put("rules", rules.stream().map(this::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", found);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private Map<String, Object> rule(DiagnosticCode code) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code.id());
        rule.put("name", pascalCase(code.name()));
        rule.put("shortDescription", message(explanations.summary(code)));
        rule.put("fullDescription", message(explanations.text(code)));
        Map<String, Object> help = new LinkedHashMap<>();
        help.put("text", explanations.text(code));
        help.put("markdown", explanations.of(code.id()).orElse(""));
        rule.put("help", help);
        rule.put("defaultConfiguration", Map.of("level", level(code.severity())));
        return rule;
    }

    private Map<String, Object> result(Diagnostic d, CheckResult context) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", d.code().id());
        result.put("ruleIndex", rules.indexOf(d.code()));
        result.put("level", level(d.severity()));
        result.put("message", message(d.message() + d.hint().map(h -> ". " + h).orElse("")));
        boolean inFile = !d.span().file().startsWith("--") && !d.span().file().startsWith("env:");
        result.put("locations", List.of(inFile ? SarifLocation.physical(d.span()) : logical(d.span())));
        if (inFile) {
            Replacements.of(d, context.context()).ifPresent(text -> result.put("fixes", List.of(fix(d, text))));
        }
        return result;
    }

    /** What stood on the command line, or in the environment. */
    private static Map<String, Object> logical(SourceSpan span) {
        return Map.of("logicalLocations", List.of(Map.of("name", span.file())));
    }

    private static Map<String, Object> fix(Diagnostic d, String text) {
        Map<String, Object> replacement = new LinkedHashMap<>();
        replacement.put("deletedRegion", SarifLocation.region(d.span()));
        replacement.put("insertedContent", message(text));
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("artifactLocation", Map.of("uri", SarifLocation.uri(d.span().file())));
        change.put("replacements", List.of(replacement));
        Map<String, Object> fix = new LinkedHashMap<>();
        fix.put("description", message(d.hint().orElse("write " + text)));
        fix.put("artifactChanges", List.of(change));
        return fix;
    }

    private static Map<String, Object> message(String text) {
        return Map.of("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case HINT -> "note";
        };
    }

    private static String pascalCase(String constant) {
        return Stream.of(constant.split("_"))
                .map(w -> w.charAt(0) + w.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
