package phoenix.config.lint;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import phoenix.config.diagnostic.DiagnosticCode;
import phoenix.config.outline.ComponentOutline;
import phoenix.config.outline.ConfigOutline;
import phoenix.config.outline.Nodes;
import phoenix.config.outline.PipelineOutline;
import phoenix.config.spec.GoDuration;
import phoenix.config.yaml.YamlNode;

/** Series that go before they come again, and intervals that hold nothing back. */
final class Intervals implements Lint {
    private static final Duration EXPIRATION = Duration.ofMinutes(5);
    private static final Duration SCRAPE = Duration.ofMinutes(1);

    @Override
    public void check(ConfigOutline config, Findings findings) {
        for (PipelineOutline pipeline : config.metricPipelines()) {
            Optional<Duration> longest = intervals(pipeline).max(Duration::compareTo);
            pipeline.exporters("prometheus").forEach(exporter -> {
                Duration expiration = exporter.duration("metric_expiration").orElse(EXPIRATION);
                longest.filter(interval -> interval.compareTo(expiration) >= 0)
                        .ifPresent(interval -> findings.add(
                                DiagnosticCode.EXPIRES_BETWEEN_SCRAPES,
                                exporter.at("metric_expiration")
                                        .map(YamlNode::span)
                                        .orElse(exporter.span()),
                                exporter.path() + " forgets a series after " + GoDuration.format(expiration)
                                        + ", and new points come every " + GoDuration.format(interval)
                                        + ": graphs have gaps",
                                "write metric_expiration: " + GoDuration.format(interval.multipliedBy(3))
                                        + " or more"));
            });
            Optional<Duration> shortest = intervals(pipeline).min(Duration::compareTo);
            pipeline.processors("interval").forEach(step -> {
                Duration interval = step.component().duration("interval").orElse(Duration.ofMinutes(1));
                shortest.filter(s -> s.compareTo(interval) >= 0)
                        .ifPresent(s -> findings.add(
                                DiagnosticCode.INTERVAL_TOO_SHORT,
                                step.component()
                                        .at("interval")
                                        .map(YamlNode::span)
                                        .orElse(step.span()),
                                step.component().path() + " lets a point through every " + GoDuration.format(interval)
                                        + ", and the receivers give one every " + GoDuration.format(s)
                                        + ": it holds nothing back",
                                "write a multiple of the collection interval"));
            });
        }
    }

    /** Of the receivers that have one; nothing when another sends when it likes. */
    private static Stream<Duration> intervals(PipelineOutline pipeline) {
        boolean known = pipeline.receivers().stream()
                .allMatch(s -> s.type().equals("host_metrics") || s.type().equals("prometheus"));
        return known ? pipeline.receivers().stream().flatMap(s -> intervals(s.component())) : Stream.of();
    }

    private static Stream<Duration> intervals(ComponentOutline receiver) {
        if (receiver.type().equals("host_metrics")) {
            return Stream.of(receiver.duration("collection_interval").orElse(SCRAPE));
        }
        Duration global =
                receiver.duration("config", "global", "scrape_interval").orElse(SCRAPE);
        return receiver.items("config", "scrape_configs").stream()
                .map(job -> job.get("scrape_interval").flatMap(Nodes::duration).orElse(global));
    }
}
