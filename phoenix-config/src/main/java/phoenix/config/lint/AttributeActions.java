package phoenix.config.lint;

import java.util.List;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlNode;

/** Actions of the processors that change attributes. */
final class AttributeActions {
    /**
     * One action.
     *
     * @param node the whole of it
     */
    record Action(String key, String action, YamlNode node) {
        boolean adds() {
            return action.equals("insert") || action.equals("upsert");
        }
    }

    private AttributeActions() {}

    /** Of {@code attributes} and {@code resource}; none of others. */
    static Stream<Action> of(ComponentOutline processor) {
        String list = processor.type().equals("resource") ? "attributes" : "actions";
        boolean known = processor.is(ComponentKind.PROCESSOR, "attributes", "resource");
        return (known ? processor.items(list) : List.<YamlNode>of())
                .stream()
                        .map(n -> new Action(
                                n.get("key").flatMap(Nodes::text).orElse(""),
                                n.get("action").flatMap(Nodes::text).orElse(""),
                                n));
    }
}
