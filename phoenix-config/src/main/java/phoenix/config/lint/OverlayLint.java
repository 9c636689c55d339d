package phoenix.config.lint;

import java.util.List;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;

/** Lists are replaced when configurations are merged: an overlay that adds an exporter has to name the others too. */
final class OverlayLint {
    private OverlayLint() {}

    /**
     * Compares each configuration with those before it.
     *
     * @param layers as they were read, in the order in which they are merged
     */
    static void check(List<YamlMapping> layers, Findings findings) {
        for (int i = 1; i < layers.size(); i++) {
            for (YamlMapping.Entry pipeline : pipelines(layers.get(i))) {
                for (String list : List.of("receivers", "processors", "exporters")) {
                    compare(layers.subList(0, i), pipeline, list, findings);
                }
            }
            int layer = i;
            layers.get(i)
                    .at("service", "extensions")
                    .ifPresent(now -> layers.subList(0, layer).reversed().stream()
                            .flatMap(l -> l.at("service", "extensions").stream())
                            .findFirst()
                            .ifPresent(before -> report("service::extensions", before, now, findings)));
        }
    }

    private static void compare(List<YamlMapping> before, YamlMapping.Entry pipeline, String list, Findings findings) {
        pipeline.value()
                .get(list)
                .ifPresent(now -> before.reversed().stream()
                        .flatMap(l -> l.at("service", "pipelines", pipeline.name(), list).stream())
                        .findFirst()
                        .ifPresent(earlier -> report(
                                "service::pipelines::" + pipeline.name() + "::" + list, earlier, now, findings)));
    }

    private static void report(String path, YamlNode before, YamlNode now, Findings findings) {
        List<String> kept = Nodes.scalars(now).map(YamlScalar::text).toList();
        List<String> lost = Nodes.scalars(before)
                .map(YamlScalar::text)
                .filter(id -> !kept.contains(id))
                .toList();
        List<String> had = Nodes.scalars(before).map(YamlScalar::text).toList();
        // With nothing new in it the list was written to take something out.
        boolean adds = kept.stream().anyMatch(id -> !had.contains(id));
        if (!lost.isEmpty() && adds) {
            findings.add(
                    DiagnosticCode.OVERLAY_DROPS_ENTRIES,
                    now.span(),
                    path + ": this list replaces the one of " + before.span().file() + ", and "
                            + String.join(", ", lost) + (lost.size() == 1 ? " is" : " are") + " gone",
                    "lists are not merged: name them here too, if that was not meant");
        }
    }

    private static List<YamlMapping.Entry> pipelines(YamlMapping layer) {
        return layer.at("service", "pipelines").map(Nodes::entries).orElse(List.of());
    }
}
