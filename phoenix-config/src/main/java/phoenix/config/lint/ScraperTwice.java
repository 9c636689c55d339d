package phoenix.config.lint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.config.collector.ComponentKind;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.yaml.YamlMapping;

/** Two receivers that read the same of one host for one exporter. */
final class ScraperTwice implements Lint {
    @Override
    public void check(ConfigOutline config, Findings findings) {
        Map<String, ComponentOutline> seen = new LinkedHashMap<>();
        for (ComponentOutline receiver : config.used(ComponentKind.RECEIVER)) {
            if (!receiver.type().equals("host_metrics")
                    || receiver.at("root_path").isPresent()) {
                continue;
            }
            for (YamlMapping.Entry scraper : receiver.entries("scrapers")) {
                // A list of names or devices may be a part of its own.
                boolean part = scraper.value() instanceof YamlMapping m
                        && m.keys().stream().anyMatch(k -> k.startsWith("include") || k.equals("metrics"));
                @Nullable ComponentOutline other = part ? null : seen.putIfAbsent(scraper.name(), receiver);
                if (other != null && shareExporter(config, other, receiver)) {
                    findings.add(
                            DiagnosticCode.SCRAPER_TWICE,
                            scraper.key().span(),
                            receiver.path() + " and " + other.id() + " both have the scraper " + scraper.name()
                                    + ", and one exporter gets both",
                            "leave it out of one of them");
                }
            }
        }
    }

    private static boolean shareExporter(ConfigOutline config, ComponentOutline a, ComponentOutline b) {
        return config.metricPipelines().stream()
                .filter(p -> p.names(a))
                .anyMatch(p -> p.exporters().stream()
                        .anyMatch(e ->
                                config.metricPipelines().stream().anyMatch(q -> q.names(b) && q.names(e.component()))));
    }
}
