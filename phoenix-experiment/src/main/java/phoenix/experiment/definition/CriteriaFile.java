package phoenix.experiment.definition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import phoenix.analysis.Criterion;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.spec.ConfigSpec;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/**
 * Criteria without an experiment around them, in the experiment file's grammar: {@code error_rate: 5%} and {@code
 * criteria: {MEASURE: {within|reduce_by|increase_at_most: 5%}}}.
 *
 * @param criteria at least one; each about a measure that samples can be given of
 * @param errorRate above 0 and at most 0.5
 */
public record CriteriaFile(List<Criterion> criteria, double errorRate) {
    private static final Set<String> OF_A_RUN =
            Set.of(Criterion.FIDELITY, Criterion.CRITICAL, Criterion.COVERAGE, Criterion.EXPORT_FAILURES);

    private record Body(YamlNode criteria, double errorRate) {}

    private static final ConfigSpec<Body> SPEC = ConfigSpec.of(
            v -> new Body(v.get(ExperimentFile.CRITERIA), v.get(ExperimentFile.ERROR_RATE)),
            ExperimentFile.CRITERIA,
            ExperimentFile.ERROR_RATE);

    public CriteriaFile {
        criteria = List.copyOf(criteria);
    }

    /**
     * Decodes a criteria file.
     *
     * @return empty after an error, which is then in {@code diagnostics}
     */
    public static Optional<CriteriaFile> decode(YamlNode root, Diagnostics diagnostics) {
        int errors = diagnostics.errorCount();
        Optional<Body> body = SPEC.decode(root, "criteria file", diagnostics);
        List<Criterion> criteria =
                body.map(b -> CriteriaSection.decode(b.criteria(), diagnostics)).orElse(List.of());
        if (diagnostics.errorCount() == errors && criteria.isEmpty()) {
            diagnostics.add(
                    DiagnosticCode.BAD_VALUE,
                    root.span(),
                    "criteria: at least one is needed",
                    "write criteria: {cpu: {increase_at_most: 5%}}");
        }
        for (Criterion criterion : criteria) {
            if (OF_A_RUN.contains(criterion.measure())) {
                diagnostics.add(
                        DiagnosticCode.BAD_VALUE,
                        keyOf(root, criterion.measure()),
                        "criteria: " + criterion.measure() + " needs the telemetry itself, and samples do not have it",
                        "judge it with phoenix run, or name another measure");
            }
        }
        return diagnostics.errorCount() == errors
                ? body.map(b -> new CriteriaFile(criteria, b.errorRate()))
                : Optional.empty();
    }

    private static phoenix.config.diagnostic.SourceSpan keyOf(YamlNode root, String measure) {
        return root.get("criteria")
                .flatMap(c -> c instanceof YamlMapping map ? map.entry(measure) : Optional.empty())
                .map(e -> e.key().span())
                .orElse(root.span());
    }
}
