package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** Says what a component does. One that it has no words for is compared setting by setting. */
final class Words {
    private final Settings settings;

    Words(Settings settings) {
        this.settings = settings;
    }

    Description of(ComponentOutline component) {
        return switch (component.kind()) {
            case RECEIVER -> new ReceiverWords(settings).of(component);
            case EXPORTER -> new ExporterWords(settings).of(component);
            case PROCESSOR -> processor(component);
            case CONNECTOR, EXTENSION -> Description.NONE;
        };
    }

    private Description processor(ComponentOutline p) {
        return switch (p.type()) {
            case "filter" -> new Description(FilterWords.of(p), Set.of("metrics", "metric_conditions"));
            case "transform" -> new Description(TransformWords.of(p), Set.of("metric_statements"));
            case "attributes" -> new Description(new AttributeWords(settings).of(p), Set.of("actions"));
            case "resource" -> new Description(new AttributeWords(settings).of(p), Set.of("attributes"));
            case "metrics_transform" -> new Description(MetricsTransformWords.of(p), Set.of("transforms"));
            case "resource_detection" -> detection(p);
            case "groupbyattrs" -> keys(p);
            case "cumulative_to_delta" -> new Description(List.of(toDelta()), Set.of());
            case "delta_to_cumulative" -> new Description(List.of(toCumulative()), Set.of());
            case "delta_to_rate" -> toRate(p);
            case "interval" ->
                new Description(
                        List.of(Phrase.value(
                                        "interval",
                                        "lets the last point of each series through every %s",
                                        p.text("interval").orElse("60s"),
                                        "interval")
                                .meaning(Meaning.data("fewer datapoints; gauges and counters keep their last value"))
                                .missing(Meaning.data("every datapoint goes on"))),
                        Set.of("interval"));
            case "metricsgeneration" -> generation(p);
            case "batch" -> plain("sends on in batches");
            case "memory_limiter" -> plain("refuses what comes in while memory is short");
            case "k8s_attributes" -> plain("adds the attributes of the pod that the data is from");
            default -> Description.NONE;
        };
    }

    private static Description plain(String text) {
        return new Description(List.of(Phrase.of(text, "")), Set.of());
    }

    private static Description detection(ComponentOutline p) {
        List<Phrase> phrases = new ArrayList<>();
        for (YamlNode detector : p.items("detectors")) {
            String name = Nodes.text(detector).orElse("");
            phrases.add(Phrase.of("adds what the detector " + name + " knows to resources", "detectors"));
            for (YamlMapping.Entry attribute : p.entries(name, "resource_attributes")) {
                boolean on =
                        attribute.value().get("enabled").flatMap(Nodes::flag).orElse(true);
                phrases.add(
                        (on
                                ? Phrase.of(
                                                "adds resource attribute " + attribute.name(),
                                                name + "::resource_attributes")
                                        .meaning(Entities.gained(attribute.name()))
                                        .missing(Entities.lost(attribute.name()))
                                : Phrase.of(
                                                "leaves out resource attribute " + attribute.name(),
                                                name + "::resource_attributes")
                                        .meaning(Entities.lost(attribute.name()))));
            }
        }
        return new Description(phrases, Set.of("detectors", "system"));
    }

    private static Description keys(ComponentOutline p) {
        List<Phrase> phrases = new ArrayList<>();
        for (YamlNode key : p.items("keys")) {
            String name = Nodes.text(key).orElse("");
            phrases.add(Phrase.of("moves attribute " + name + " from points to their resource", "keys")
                    .meaning(Meaning.prometheus("label " + label(name) + " is only there with"
                            + " resource_to_telemetry_conversion, or on target_info"))
                    .missing(Meaning.prometheus("label " + label(name) + " is on the series themselves")));
        }
        if (phrases.isEmpty()) {
            phrases.add(Phrase.of("merges metrics of equal resources", ""));
        }
        return new Description(phrases, Set.of("keys"));
    }

    static String label(String attribute) {
        return attribute.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    private static Phrase toDelta() {
        return Phrase.of("turns cumulative sums and histograms into deltas", "")
                .meaning(
                        Meaning.data("temporality becomes delta; a series' first point is only remembered"),
                        Meaning.prometheus(
                                "the exporter adds up again, from 0 at each start: compare rate() and increase(),"
                                        + " not values; remote write drops deltas"),
                        Meaning.newRelic("the type becomes count instead of cumulativeCount"))
                .missing(
                        Meaning.data("temporality stays cumulative"),
                        Meaning.newRelic("the type becomes cumulativeCount instead of count"));
    }

    private static Phrase toCumulative() {
        return Phrase.of("adds deltas up to cumulative sums and histograms", "")
                .meaning(
                        Meaning.data("temporality becomes cumulative"),
                        Meaning.newRelic("the type becomes cumulativeCount"))
                .missing(Meaning.data("temporality stays delta"), Meaning.newRelic("the type becomes count"));
    }

    private static Description toRate(ComponentOutline p) {
        List<Phrase> phrases = p.items("metrics").stream()
                .map(n -> Nodes.text(n).orElse(""))
                .map(name -> Phrase.of("turns metric " + name + " from deltas into a rate per second", "metrics")
                        .meaning(
                                Meaning.data("the type becomes gauge"),
                                Meaning.prometheus("_total goes from its name")))
                .toList();
        return new Description(phrases, Set.of("metrics"));
    }

    private static Description generation(ComponentOutline p) {
        List<Phrase> phrases = new ArrayList<>();
        int index = 0;
        for (YamlNode rule : p.items("rules")) {
            String operands = rule.get("metric1").flatMap(Nodes::text).orElse("")
                    + rule.get("metric2")
                            .flatMap(Nodes::text)
                            .map(m -> " and " + m)
                            .orElse("");
            String how = rule.get("operation")
                    .or(() -> rule.get("type"))
                    .flatMap(Nodes::text)
                    .orElse("");
            phrases.add(Phrase.of(
                    "makes metric " + rule.get("name").flatMap(Nodes::text).orElse("") + " of " + operands + " (" + how
                            + rule.get("scale_by")
                                    .flatMap(Nodes::text)
                                    .map(s -> " by " + s)
                                    .orElse("") + ")",
                    "rules[" + index++ + "]"));
        }
        return new Description(phrases, Set.of("rules"));
    }
}
