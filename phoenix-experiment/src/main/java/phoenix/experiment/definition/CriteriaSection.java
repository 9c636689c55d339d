package phoenix.experiment.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phoenix.analysis.Criterion;
import phoenix.analysis.CriterionFormatException;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/** Reads {@code criteria:}; the grammar of one criterion is the analysis's own. */
final class CriteriaSection {
    private static final int CRITERIA_MAX = 100;

    private CriteriaSection() {}

    static List<Criterion> decode(YamlNode node, Diagnostics diagnostics) {
        List<Criterion> criteria = new ArrayList<>();
        if (!(node instanceof YamlMapping map)) {
            if (!(node instanceof YamlScalar scalar && scalar.value() == null)) {
                report(diagnostics, node, "criteria: a map such as {series: {reduce_by: 50%}} is needed");
            }
            return criteria;
        }
        if (map.size() > CRITERIA_MAX) {
            report(diagnostics, node, "criteria: at most " + CRITERIA_MAX + " are possible");
            return criteria;
        }
        for (YamlMapping.Entry entry : map.entries()) {
            try {
                criteria.add(criterion(entry));
            } catch (CriterionFormatException e) {
                report(diagnostics, entry.value(), "criteria: " + e.getMessage());
            }
        }
        return criteria;
    }

    private static Criterion criterion(YamlMapping.Entry entry) {
        return switch (entry.value()) {
            case YamlScalar scalar -> Criterion.parse(entry.name(), scalar.text());
            case YamlMapping rules -> {
                Map<String, String> words = new LinkedHashMap<>();
                rules.entries()
                        .forEach(rule -> words.put(
                                rule.name(),
                                rule.value() instanceof YamlScalar scalar ? scalar.text() : "(no number)"));
                yield Criterion.parse(entry.name(), words);
            }
            default -> throw new CriterionFormatException(entry.name() + ": one rule is needed, such as {within: 5%}");
        };
    }

    private static void report(Diagnostics diagnostics, YamlNode node, String message) {
        diagnostics.add(DiagnosticCode.BAD_VALUE, node.span(), message);
    }
}
