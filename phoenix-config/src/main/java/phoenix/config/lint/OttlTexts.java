package phoenix.config.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import phoenix.config.collector.ComponentKind;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/** The OTTL of {@code filter} and {@code transform}, in all forms that they take for metrics. */
public final class OttlTexts {
    private OttlTexts() {}

    /**
     * Texts that are worked on together.
     *
     * @param node the list that they stand in
     */
    public record Group(ComponentOutline processor, YamlNode node, List<OttlText> texts) {
        public boolean isFilter() {
            return processor.type().equals("filter");
        }
    }

    /** Of all processors in use. */
    public static List<Group> of(ConfigOutline config) {
        return config.used(ComponentKind.PROCESSOR).stream()
                .flatMap(p -> of(p).stream())
                .toList();
    }

    public static List<Group> of(ComponentOutline processor) {
        List<Group> groups = new ArrayList<>();
        if (processor.is(ComponentKind.PROCESSOR, "filter")) {
            for (String context : List.of("resource", "metric", "datapoint")) {
                processor.at("metrics", context).ifPresent(list -> groups.add(conditions(processor, list, context)));
            }
            processor.at("metric_conditions").ifPresent(list -> blocks(processor, list, groups));
        } else if (processor.is(ComponentKind.PROCESSOR, "transform")) {
            processor.at("metric_statements").ifPresent(list -> blocks(processor, list, groups));
        }
        return groups;
    }

    private static void blocks(ComponentOutline processor, YamlNode list, List<Group> groups) {
        groups.add(
                processor.type().equals("filter")
                        ? conditions(processor, list, "")
                        : new Group(processor, list, statements(list, "").toList()));
        for (YamlNode block : Nodes.items(list)) {
            String context = block.get("context").flatMap(Nodes::text).orElse("");
            Optional<YamlNode> conditions = block.get("conditions");
            conditions.ifPresent(c -> groups.add(conditions(processor, c, context)));
            block.get("statements")
                    .ifPresent(s -> groups.add(
                            new Group(processor, s, statements(s, context).toList())));
        }
    }

    private static Group conditions(ComponentOutline processor, YamlNode list, String context) {
        return new Group(
                processor,
                list,
                scalars(list)
                        .flatMap(s -> OttlText.condition(s, context).stream())
                        .toList());
    }

    private static Stream<OttlText> statements(YamlNode list, String context) {
        return scalars(list).flatMap(s -> OttlText.statement(s, context).stream());
    }

    private static Stream<YamlScalar> scalars(YamlNode list) {
        return Nodes.scalars(list).filter(s -> !s.isNull());
    }
}
