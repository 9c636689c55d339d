package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;

/** Where exporters send, and what they make of names and labels. */
final class ExporterWords {
    private final Settings settings;

    ExporterWords(Settings settings) {
        this.settings = settings;
    }

    Description of(ComponentOutline exporter) {
        if (exporter.type().equals("prometheus")) {
            return prometheus(exporter);
        }
        return exporter.at("endpoint")
                .map(endpoint -> new Description(
                        List.of(Phrase.value(
                                        "endpoint", "sends to %s", settings.plain("endpoint", endpoint), "endpoint")
                                .meaning(sent(exporter))
                                .missing(Meaning.data("this backend gets no more data of this pipeline"))),
                        Set.of("endpoint")))
                .orElse(Description.NONE);
    }

    private static Meaning[] sent(ComponentOutline exporter) {
        return exporter.text("endpoint").orElse("").contains("nr-data.net")
                ? new Meaning[] {
                    Meaning.newRelic("all of it is stored and billed, also what another exporter sends already")
                }
                : new Meaning[0];
    }

    private Description prometheus(ComponentOutline exporter) {
        List<Phrase> phrases = new ArrayList<>();
        exporter.at("endpoint")
                .ifPresent(n -> phrases.add(
                        Phrase.value("endpoint", "is scraped at %s", settings.plain("endpoint", n), "endpoint")));
        String namespace = exporter.text("namespace").orElse("");
        if (!namespace.isEmpty()) {
            phrases.add(Phrase.value("namespace", "puts %s_ before all names", namespace, "namespace")
                    .meaning(Meaning.prometheus("every metric has another name"))
                    .missing(Meaning.prometheus("every metric has another name")));
        }
        if (exporter.flag("resource_to_telemetry_conversion", "enabled").orElse(false)) {
            phrases.add(Phrase.of("makes labels of resource attributes", "resource_to_telemetry_conversion")
                    .meaning(Meaning.prometheus(
                            "every series has more labels; what differed in its resource alone is told apart"))
                    .missing(Meaning.prometheus(
                            "what differs in its resource alone becomes one series: the last one wins")));
        }
        for (YamlMapping.Entry label : exporter.entries("const_labels")) {
            phrases.add(Phrase.value(
                    "label " + label.name(),
                    "adds label " + label.name() + " = %s",
                    settings.plain(label.name(), label.value()),
                    "const_labels::" + label.name()));
        }
        exporter.text("translation_strategy")
                .ifPresent(s -> phrases.add(
                        Phrase.value("translation_strategy", "names metrics by %s", s, "translation_strategy")
                                .meaning(Meaning.prometheus("suffixes of units and types may come or go"))
                                .missing(Meaning.prometheus("names get the suffixes of their units and types"))));
        return new Description(
                phrases,
                exporter.at("resource_to_telemetry_conversion")
                                        .map(n -> Nodes.entries(n).size())
                                        .orElse(0)
                                > 1
                        ? Set.of("endpoint", "namespace", "const_labels", "translation_strategy")
                        : Set.of(
                                "endpoint",
                                "namespace",
                                "const_labels",
                                "translation_strategy",
                                "resource_to_telemetry_conversion"));
    }
}
