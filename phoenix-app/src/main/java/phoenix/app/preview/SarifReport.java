package phoenix.app.preview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.app.check.SarifLocation;
import phoenix.app.cli.Version;
import phoenix.app.report.Report;
import phoenix.app.report.Report.CriterionReport;
import phoenix.app.report.Report.StepReport;
import phoenix.config.diagnostic.SourceSpan;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report as SARIF 2.1.0: criteria that do not pass, at their lines of the experiment or at the candidate's pipelines, and what each
 * step of the candidate loses, at the line that defines it.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class SarifReport {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int NAMES_MAX = 20;

    private final FindingPlaces places;
    private final List<Map<String, Object>> results = new ArrayList<>();

    private SarifReport(FindingPlaces places) {
        this.places = places;
    }

    static String of(Report report, FindingPlaces places) {
        SarifReport sarif = new SarifReport(places);
        report.criteria().stream().filter(c -> !c.result().equals("pass")).forEach(sarif::criterion);
        if (report.criteria().stream().allMatch(c -> c.result().equals("pass"))
                && !report.verdict().equals("accept")) {
            sarif.add("verdict", "error", String.join("; ", report.reasons()), places.criterion(""));
        }
        report.steps().stream().filter(s -> s.variant().equals("candidate")).forEach(sarif::step);
        return MAPPER.writeValueAsString(sarif.log()) + "\n";
    }

    private void criterion(CriterionReport criterion) {
        add(
                "criterion",
                criterion.result().equals("fail") ? "error" : "warning",
                criterion.explanation(),
                places.criterion(criterion.name()));
    }

    private void step(StepReport step) {
        Report.StepEffect effect = step.effect();
        if (effect == null) {
            return;
        }
        SourceSpan place = places.step(step.pipeline(), step.processor());
        String where = "processor " + step.processor() + " in pipeline " + step.pipeline();
        if (!effect.lostMetrics().isEmpty()) {
            add("lost-metric", "note", where + " loses metrics: " + names(effect.lostMetrics()), place);
        }
        if (!effect.lostLabels().isEmpty()) {
            add("lost-label", "note", where + " loses labels: " + names(effect.lostLabels()), place);
        }
    }

    private static String names(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(NAMES_MAX, all.size())))
                + (all.size() > NAMES_MAX ? " and " + (all.size() - NAMES_MAX) + " more" : "");
    }

    private void add(String rule, String level, String text, SourceSpan place) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", rule);
        result.put("level", level);
        result.put("message", Map.of("text", text));
        result.put("locations", List.of(SarifLocation.physical(place)));
        results.add(result);
    }

    private Map<String, Object> log() {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "phoenix preview");
        driver.put("version", Version.current());
        driver.put(
                "rules",
                List.of(
                        rule("criterion", "A criterion of the experiment does not hold"),
                        rule("verdict", "The candidate is not accepted"),
                        rule("lost-metric", "A step of the candidate loses metrics"),
                        rule("lost-label", "A step of the candidate loses labels")));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> rule(String id, String text) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", id);
        rule.put("shortDescription", Map.of("text", text));
        return rule;
    }
}
