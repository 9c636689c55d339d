package phoenix.config.compile.otelcol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import phoenix.config.yaml.Origin;
import phoenix.config.yaml.YamlEmitter;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlSequence;

/**
 * What a Prometheus needs to collect one variant. Each page is a job of its own. Its series carry the labels of the
 * comparison already; {@code target_info}, on which the exporter puts no constant labels, gets them here.
 */
public final class PrometheusFiles {
    private static final String INTERVAL = "10s";
    private static final String TARGET_INFO = "(.+_)?target_info;";
    private static final int PORT_NAME_MAX = 15;

    private final OtelcolSettings settings;
    private final List<Page> pages;

    public PrometheusFiles(OtelcolSettings settings, List<Page> pages) {
        this.settings = settings;
        this.pages = List.copyOf(pages);
    }

    /** A file for {@code scrape_config_files}, or to start a Prometheus with. */
    public String scrape() {
        List<YamlNode> jobs = new ArrayList<>();
        for (Page page : pages) {
            YamlNode target = Draft.map("targets", list(List.of(Draft.text(reachable(page.address())))));
            jobs.add(Draft.map(
                    "job_name",
                    name() + (page.pipeline().isEmpty() ? "" : "-" + page.pipeline()),
                    "scrape_interval",
                    INTERVAL,
                    "static_configs",
                    list(List.of(target)),
                    "metric_relabel_configs",
                    relabeling(page, "source_labels", "target_label")));
        }
        return YamlEmitter.emit(Draft.map("scrape_configs", list(jobs)));
    }

    /** A Service and a ServiceMonitor for pods with the labels {@code phoenix-experiment} and {@code phoenix-variant}. */
    public String serviceMonitor() {
        YamlMapping labels = Draft.map(
                "phoenix-experiment", settings.experiment(),
                "phoenix-variant", settings.variant().toString());
        List<YamlNode> ports = new ArrayList<>();
        List<YamlNode> endpoints = new ArrayList<>();
        for (Page page : pages) {
            int port = ListeningKeys.port(page.address()).orElse(0);
            String portName = "phoenix-" + (ports.size() + 1);
            ports.add(Draft.map(
                    "name", portName.substring(0, Math.min(PORT_NAME_MAX, portName.length())),
                    "port", Draft.plain(port),
                    "targetPort", Draft.plain(port)));
            endpoints.add(Draft.map(
                    "port", portName,
                    "interval", INTERVAL,
                    "metricRelabelings", relabeling(page, "sourceLabels", "targetLabel")));
        }
        String name = name().toLowerCase(Locale.ROOT);
        YamlMapping service = Draft.map(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Draft.map("name", name, "labels", labels),
                "spec",
                Draft.map("clusterIP", "None", "selector", labels, "ports", list(ports)));
        YamlMapping monitor = Draft.map(
                "apiVersion",
                "monitoring.coreos.com/v1",
                "kind",
                "ServiceMonitor",
                "metadata",
                Draft.map("name", name, "labels", labels),
                "spec",
                Draft.map("selector", Draft.map("matchLabels", labels), "endpoints", list(endpoints)));
        return YamlEmitter.emit(service) + "---\n" + YamlEmitter.emit(monitor);
    }

    private String name() {
        return "phoenix-" + settings.experiment() + "-" + settings.variant();
    }

    private YamlNode relabeling(Page page, String sources, String target) {
        List<YamlNode> rules = new ArrayList<>();
        rules.add(rule("experiment", settings.experiment(), sources, target));
        rules.add(rule("pipeline", settings.pipeline(), sources, target));
        rules.add(rule("variant", settings.variant().toString(), sources, target));
        if (!page.pipeline().isEmpty()) {
            rules.add(rule(ComparisonStep.COLLECTOR_PIPELINE, page.pipeline(), sources, target));
        }
        return list(rules);
    }

    private static YamlNode rule(String label, String value, String sources, String target) {
        return Draft.map(
                sources,
                list(List.of(Draft.text("__name__"), Draft.text(label))),
                "regex",
                TARGET_INFO,
                target,
                label,
                "replacement",
                value);
    }

    private static YamlSequence list(List<YamlNode> items) {
        return new YamlSequence(Draft.ADDED, items, Origin.LITERAL);
    }

    /** Where every interface is listened on, a Prometheus on this machine finds the page on the loopback one. */
    static String reachable(String address) {
        return address.startsWith("0.0.0.0:")
                ? "127.0.0.1" + address.substring("0.0.0.0".length())
                : address.startsWith("[::]:") ? "[::1]" + address.substring("[::]".length()) : address;
    }
}
