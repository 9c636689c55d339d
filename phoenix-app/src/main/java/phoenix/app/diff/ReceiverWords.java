package phoenix.app.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;

/** What receivers take in. */
final class ReceiverWords {
    /** A change of it is a change of volume. */
    static final String INTERVAL = "interval";

    private final Settings settings;

    ReceiverWords(Settings settings) {
        this.settings = settings;
    }

    Description of(ComponentOutline receiver) {
        return switch (receiver.type()) {
            case "host_metrics" -> hostMetrics(receiver);
            case "prometheus" -> prometheus(receiver);
            case "otlp" -> otlp(receiver);
            default -> Description.NONE;
        };
    }

    private Description hostMetrics(ComponentOutline receiver) {
        List<Phrase> phrases = new ArrayList<>();
        phrases.add(Phrase.value(
                INTERVAL,
                "collects every %s",
                receiver.text("collection_interval").orElse("1m"),
                "collection_interval"));
        for (YamlMapping.Entry scraper : receiver.entries("scrapers")) {
            String path = "scrapers::" + scraper.name();
            phrases.add(Phrase.of("reads " + scraper.name() + " metrics", path));
            for (YamlMapping.Entry setting : Nodes.entries(scraper.value())) {
                if (setting.name().equals("metrics")) {
                    metrics(setting.value(), path + "::metrics", phrases);
                } else {
                    phrases.add(Phrase.value(
                            scraper.name() + " " + setting.name(),
                            "with " + setting.name() + " %s for " + scraper.name(),
                            settings.shown(setting.name(), setting.value()),
                            path + "::" + setting.name()));
                }
            }
        }
        return new Description(phrases, Set.of("collection_interval", "scrapers"));
    }

    private void metrics(YamlNode metrics, String path, List<Phrase> phrases) {
        for (YamlMapping.Entry metric : Nodes.entries(metrics)) {
            String at = path + "::" + metric.name();
            metric.value()
                    .get("enabled")
                    .flatMap(Nodes::flag)
                    .ifPresent(on -> phrases.add(
                            on
                                    ? Phrase.of("collects metric " + metric.name(), at)
                                            .missing(Meaning.data("whether it is collected is the receiver's default"))
                                    : Phrase.of("leaves metric " + metric.name() + " out", at)));
            Nodes.entries(metric.value()).stream()
                    .filter(e -> !e.name().equals("enabled"))
                    .forEach(e -> phrases.add(Phrase.value(
                            metric.name() + " " + e.name(),
                            "with " + e.name() + " %s for " + metric.name(),
                            settings.shown(e.name(), e.value()),
                            at + "::" + e.name())));
        }
    }

    private Description prometheus(ComponentOutline receiver) {
        List<Phrase> phrases = new ArrayList<>();
        String global = receiver.text("config", "global", "scrape_interval").orElse("1m");
        int index = 0;
        for (YamlNode job : receiver.items("config", "scrape_configs")) {
            String name = job.get("job_name").flatMap(Nodes::text).orElse("");
            String path = "config::scrape_configs[" + index++ + "]";
            phrases.add(Phrase.of("scrapes job " + name, path));
            phrases.add(Phrase.value(
                    INTERVAL + " of " + name,
                    "scrapes " + name + " every %s",
                    job.get("scrape_interval").flatMap(Nodes::text).orElse(global),
                    path + "::scrape_interval"));
            for (YamlMapping.Entry setting : Nodes.entries(job)) {
                if (!Set.of("job_name", "scrape_interval").contains(setting.name())) {
                    phrases.add(Phrase.value(
                            name + " " + setting.name(),
                            "with " + setting.name() + " %s for job " + name,
                            settings.shown(setting.name(), setting.value()),
                            path + "::" + setting.name()));
                }
            }
        }
        return new Description(phrases, Set.of("config"));
    }

    private Description otlp(ComponentOutline receiver) {
        List<Phrase> phrases = new ArrayList<>();
        for (YamlMapping.Entry protocol : receiver.entries("protocols")) {
            phrases.add(Phrase.of("takes OTLP by " + protocol.name(), "protocols::" + protocol.name()));
            Nodes.entries(protocol.value())
                    .forEach(e -> phrases.add(Phrase.value(
                            protocol.name() + " " + e.name(),
                            "with " + e.name() + " %s for " + protocol.name(),
                            settings.shown(e.name(), e.value()),
                            "protocols::" + protocol.name() + "::" + e.name())));
        }
        return new Description(phrases, Set.of("protocols"));
    }
}
