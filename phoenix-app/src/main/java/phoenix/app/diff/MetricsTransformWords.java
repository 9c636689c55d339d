package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlNode;

/** What {@code metrics_transform} does, a phrase for each rename and operation. */
final class MetricsTransformWords {
    private MetricsTransformWords() {}

    static List<Phrase> of(ComponentOutline processor) {
        List<Phrase> phrases = new ArrayList<>();
        int index = 0;
        for (YamlNode transform : processor.items("transforms")) {
            transform(transform, "transforms[" + index++ + "]", phrases);
        }
        return phrases;
    }

    private static void transform(YamlNode transform, String path, List<Phrase> phrases) {
        boolean regexp = text(transform, "match_type").equals("regexp");
        String include = text(transform, "include");
        String metrics = (regexp ? "metrics that match /" + include + "/" : "metric " + include)
                + (transform.get("experimental_match_labels").isPresent() ? " with certain labels" : "");
        String newName = text(transform, "new_name");
        Optional<String> name = regexp ? Optional.empty() : Optional.of(include);
        switch (text(transform, "action")) {
            case "update" -> {
                if (!newName.isEmpty()) {
                    phrases.add(Phrase.of("renames " + metrics + " to " + newName, path)
                            .meaning(Names.renamed(name, newName))
                            .missing(Names.renamedBack(name, newName)));
                }
            }
            case "insert" ->
                phrases.add(Phrase.of("adds " + newName + " as a copy of " + metrics, path)
                        .meaning(Meaning.data("more series: the original stays")));
            case "combine" ->
                phrases.add(Phrase.of(
                                "makes " + newName + " of all " + metrics + " (" + text(transform, "aggregation_type")
                                        + ")",
                                path)
                        .meaning(Meaning.data("the original metrics are gone")));
            case "group" -> phrases.add(Phrase.of("moves " + metrics + " to a resource of their own", path));
            default -> {}
        }
        int index = 0;
        String target = newName.isEmpty() || regexp ? metrics : "metric " + newName;
        for (YamlNode operation : transform.get("operations").map(Nodes::items).orElse(List.of())) {
            phrases.add(operation(operation, target, path + "::operations[" + index++ + "]"));
        }
    }

    private static Phrase operation(YamlNode op, String metrics, String path) {
        String label = text(op, "label");
        String how = " (" + text(op, "aggregation_type") + ")";
        return switch (text(op, "action")) {
            case "add_label" ->
                Phrase.of(
                                "adds label " + text(op, "new_label") + " = " + text(op, "new_value") + " to "
                                        + metrics,
                                path)
                        .meaning(Meaning.prometheus("its series get this label"));
            case "update_label" -> updated(op, label, metrics, path);
            case "delete_label_value" ->
                Phrase.of("drops data points of " + metrics + " with " + label + " = " + text(op, "label_value"), path);
            case "toggle_scalar_data_type" ->
                Phrase.of("turns integers and floating point numbers of " + metrics + " around", path);
            case "experimental_scale_value" ->
                Phrase.of("multiplies values of " + metrics + " by " + text(op, "experimental_scale"), path)
                        .meaning(Meaning.data("values change, and the unit does not"));
            case "aggregate_labels" ->
                Phrase.of("merges the points of " + metrics + " to labels " + list(op, "label_set") + how, path)
                        .meaning(Meaning.data("fewer series; what told them apart is gone"))
                        .missing(Meaning.data("more series: all labels are there again"));
            case "aggregate_label_values" ->
                Phrase.of(
                                "merges values " + list(op, "aggregated_values") + " of label " + label + " of "
                                        + metrics + " to " + text(op, "new_value") + how,
                                path)
                        .meaning(Meaning.data("fewer series"));
            default -> Phrase.of(text(op, "action") + " on " + metrics, path);
        };
    }

    private static Phrase updated(YamlNode op, String label, String metrics, String path) {
        List<String> parts = new ArrayList<>();
        String name = text(op, "new_label");
        if (!name.isEmpty()) {
            parts.add("renames label " + label + " of " + metrics + " to " + name);
        }
        for (YamlNode value : op.get("value_actions").map(Nodes::items).orElse(List.of())) {
            parts.add("makes " + text(value, "new_value") + " of " + text(value, "value") + " in label " + label
                    + " of " + metrics);
        }
        Phrase phrase = Phrase.of(
                parts.isEmpty() ? "leaves label " + label + " of " + metrics : String.join("; ", parts), path);
        return name.isEmpty() ? phrase : phrase.meaning(Meaning.data("queries by label " + label + " find nothing"));
    }

    private static String list(YamlNode op, String field) {
        String items = String.join(
                ", ",
                op.get(field).map(Nodes::items).orElse(List.of()).stream()
                        .flatMap(n -> Nodes.text(n).stream())
                        .toList());
        return items.isEmpty() ? "none" : items;
    }

    private static String text(YamlNode node, String field) {
        return node.get(field).flatMap(Nodes::text).orElse("");
    }
}
