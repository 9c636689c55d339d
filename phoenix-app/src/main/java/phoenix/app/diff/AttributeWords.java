package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import phoenix.config.collector.ComponentKind;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlNode;

/** What the processors {@code attributes} and {@code resource} do, one phrase for each action. */
final class AttributeWords {
    private final Settings settings;

    AttributeWords(Settings settings) {
        this.settings = settings;
    }

    List<Phrase> of(ComponentOutline processor) {
        boolean resource = processor.is(ComponentKind.PROCESSOR, "resource");
        String list = resource ? "attributes" : "actions";
        List<Phrase> phrases = new ArrayList<>();
        int index = 0;
        for (YamlNode action : processor.items(list)) {
            phrases.add(action(action, resource, list + "[" + index++ + "]"));
        }
        return phrases;
    }

    private Phrase action(YamlNode action, boolean resource, String path) {
        String key = text(action, "key");
        String what = (resource ? "resource attribute " : "attribute ") + key;
        String value = value(action);
        Phrase phrase = switch (text(action, "action")) {
            case "insert" ->
                Phrase.value(what + " inserted", "adds " + what + " = %s where there is none", value, path);
            case "update" ->
                Phrase.value(what + " updated", "changes " + what + " to %s where there is one", value, path);
            case "upsert" -> Phrase.value(what + " set", "sets " + what + " to %s", value, path);
            case "delete" ->
                Phrase.of("removes " + (key.isEmpty() ? what + "that match " + text(action, "pattern") : what), path);
            case "hash" -> Phrase.of("puts a hash in place of " + what, path);
            case "extract" -> Phrase.of("takes attributes out of " + what + " by " + text(action, "pattern"), path);
            case "convert" -> Phrase.of("converts " + what + " to " + text(action, "converted_type"), path);
            default -> Phrase.of(text(action, "action") + " " + what, path);
        };
        return switch (text(action, "action")) {
            case "insert", "upsert" ->
                resource
                        ? phrase.meaning(Entities.gained(key)).missing(Entities.lost(key))
                        : phrase.meaning(Meaning.prometheus("series get the label " + Words.label(key)));
            case "delete" ->
                resource
                        ? phrase.meaning(Entities.lost(key)).missing(Entities.gained(key))
                        : phrase.meaning(Meaning.data(
                                        "points that differed in it alone become alike, and are not added up"))
                                .missing(Meaning.data("series are told apart by it again"));
            default -> phrase;
        };
    }

    private String value(YamlNode action) {
        for (String from : List.of("from_attribute", "from_context")) {
            if (action.get(from).isPresent()) {
                return "that of " + text(action, from);
            }
        }
        // The key says whether the value may be a secret.
        return action.get("value")
                .map(v -> settings.shown(text(action, "key"), v))
                .orElse("nothing");
    }

    private static String text(YamlNode action, String field) {
        return action.get(field).flatMap(Nodes::text).orElse("");
    }
}
