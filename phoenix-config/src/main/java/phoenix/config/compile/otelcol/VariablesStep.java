package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phoenix.config.compile.Change;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Fills in the two variables that the decision record has in its labels: nobody sets them where the collector runs. Every
 * other reference stays a reference.
 */
final class VariablesStep {
    private static final Pattern REFERENCE =
            Pattern.compile("(\\$*)\\$\\{(?:env:)?(EXPERIMENT_ID|PIPELINE_NAME)(?::-[^{}]*)?}");

    private final Draft draft;
    private final Map<String, String> values;

    private VariablesStep(Draft draft) {
        this.draft = draft;
        this.values = Map.of(
                "EXPERIMENT_ID", draft.settings.experiment(),
                "PIPELINE_NAME", draft.settings.pipeline());
    }

    static void apply(Draft draft) {
        VariablesStep step = new VariablesStep(draft);
        draft.root((YamlMapping) step.fill(draft.root(), List.of()));
    }

    private YamlNode fill(YamlNode node, List<String> path) {
        return switch (node) {
            case YamlScalar s -> fill(s, path);
            case YamlMapping map -> fill(map, path);
            case YamlSequence list -> {
                List<YamlNode> items = new ArrayList<>();
                list.items().forEach(i -> items.add(fill(i, path)));
                yield same(items, list.items()) ? list : new YamlSequence(list.span(), items, Origin.LITERAL);
            }
        };
    }

    private static boolean same(List<YamlNode> a, List<YamlNode> b) {
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }

    private YamlNode fill(YamlMapping map, List<String> path) {
        if (map.origin().writtenText().isPresent() && !Draft.isFromFile(map)) {
            reportHidden(map, path);
            return map;
        }
        YamlMapping result = map;
        for (YamlMapping.Entry entry : map.entries()) {
            List<String> at = new ArrayList<>(path);
            at.add(entry.name());
            YamlNode filled = fill(entry.value(), at);
            if (filled != entry.value()) {
                result = (result == map ? draft.written(map, path) : result).with(entry.name(), filled);
            }
        }
        return result;
    }

    /** What a variable holds is not written out, and the two variables in it are not filled in. */
    private void reportHidden(YamlNode node, List<String> path) {
        if (mentions(node)) {
            draft.diagnostics.add(
                    DiagnosticCode.VARIABLE_NOT_FILLED_IN,
                    node.span(),
                    String.join("::", path) + " needs "
                            + String.join(
                                    " and ", values.keySet().stream().sorted().toList())
                            + " in the environment of the collector",
                    "start it with EXPERIMENT_ID=" + draft.settings.experiment() + " and PIPELINE_NAME="
                            + draft.settings.pipeline());
        }
    }

    private boolean mentions(YamlNode node) {
        boolean itself = node.origin().sources().stream().anyMatch(values::containsKey);
        return itself
                || switch (node) {
                    case YamlScalar s -> false;
                    case YamlSequence list -> list.items().stream().anyMatch(this::mentions);
                    case YamlMapping map -> map.entries().stream().anyMatch(e -> mentions(e.value()));
                };
    }

    private YamlNode fill(YamlScalar scalar, List<String> path) {
        String written = scalar.origin().writtenText().orElse("");
        Matcher matcher = REFERENCE.matcher(written);
        StringBuilder filled = new StringBuilder();
        boolean any = false;
        while (matcher.find()) {
            boolean escaped = matcher.group(1).length() % 2 == 1;
            any |= !escaped;
            String value = escaped
                    ? matcher.group()
                    : matcher.group(1)
                            + values.getOrDefault(matcher.group(2), "").replace("$", "$$");
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        if (!any) {
            if (!written.isEmpty()) {
                reportHidden(scalar, path);
            }
            return scalar;
        }
        matcher.appendTail(filled);
        draft.changed(
                Change.Kind.FILLED_IN,
                String.join("::", path),
                written + " is " + filled.toString() + ", so that the collector needs no variable for it");
        boolean more = !values.keySet().containsAll(scalar.origin().sources());
        Origin origin = more ? scalar.origin().withTexts(null, filled.toString()) : Origin.LITERAL;
        return Draft.text(scalar.asString().orElse(scalar.text())).withOrigin(origin);
    }
}
