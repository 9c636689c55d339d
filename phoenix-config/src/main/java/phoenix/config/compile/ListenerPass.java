package phoenix.config.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import phoenix.config.collector.ComponentConfig;
import phoenix.config.collector.TelemetryConfig;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/**
 * Ports that cannot be had twice. In the baseline the user's listeners stay and own telemetry gives way where it is in
 * the way of one; in the candidate, which runs beside the baseline, pull exporters and own telemetry go to free ports.
 */
final class ListenerPass implements Compilation.Pass {
    private static final String[] READERS = {"service", "telemetry", "metrics", "readers"};
    private static final String FREE_PORT = "127.0.0.1:0";

    @Override
    public YamlMapping apply(YamlMapping root, Compilation compilation) {
        boolean candidate = compilation.settings.variant() == CompiledFor.CANDIDATE;
        Set<Long> taken = new TreeSet<>();
        YamlMapping result = root;
        for (ComponentConfig exporter : compilation.pullExporters()) {
            if (candidate) {
                result = Trees.set(
                        result,
                        Trees.text(FREE_PORT),
                        "exporters",
                        exporter.id().toString(),
                        "endpoint");
                compilation.changed(
                        Change.Kind.REBOUND,
                        exporter.path() + "::endpoint",
                        "the baseline has " + endpoint(exporter).orElse("this port")
                                + "; here it listens on a free port of the loopback interface");
            } else {
                endpoint(exporter).flatMap(ListenerPass::port).ifPresent(taken::add);
            }
        }
        for (TelemetryConfig.Listener listener : compilation.input.telemetry().listeners()) {
            if (compilation.settings.ownTelemetry() == CompileSettings.OwnTelemetry.IN_REPORT) {
                compilation.changed(
                        Change.Kind.OMITTED,
                        "service::telemetry::metrics",
                        "own telemetry is not served on port " + listener.port()
                                + "; the report has the counts of receivers, processors and exporters");
            } else if (listener.port() != 0 && (candidate || taken.contains(listener.port()))) {
                result = moveTelemetry(result, listener, candidate, compilation);
            }
        }
        return result;
    }

    private static Optional<String> endpoint(ComponentConfig exporter) {
        return exporter.node()
                .get("endpoint")
                .flatMap(n -> n instanceof YamlScalar s ? s.asString() : Optional.empty());
    }

    private static Optional<Long> port(String endpoint) {
        String text = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        return text.matches("\\d{1,5}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static YamlMapping moveTelemetry(
            YamlMapping root, TelemetryConfig.Listener listener, boolean candidate, Compilation compilation) {
        compilation.changed(
                Change.Kind.MOVED,
                String.join("::", READERS),
                "own telemetry leaves port " + listener.port() + " for a free one: "
                        + (candidate ? "the baseline's own telemetry has it" : "a prometheus exporter listens there"));
        List<YamlNode> readers = new ArrayList<>();
        if (root.at(READERS).orElse(null) instanceof YamlSequence own) {
            own.items().forEach(reader -> readers.add(moved(reader, listener)));
        } else {
            // As the Collector's default reader, with another port.
            YamlMapping prometheus = Trees.map("host", Trees.text("localhost"))
                    .with("port", Trees.number(0))
                    .with("without_scope_info", Trees.bool(true))
                    .with("without_type_suffix", Trees.bool(true))
                    .with("without_units", Trees.bool(true));
            readers.add(Trees.map("pull", Trees.map("exporter", Trees.map("prometheus", prometheus))));
        }
        return Trees.set(root, Trees.list(readers.toArray(YamlNode[]::new)), READERS);
    }

    private static YamlNode moved(YamlNode reader, TelemetryConfig.Listener listener) {
        boolean meant = reader.at("pull", "exporter", "prometheus", "port").orElse(null) instanceof YamlScalar port
                && port.value() instanceof Long number
                && number == listener.port();
        return meant && reader instanceof YamlMapping map
                ? Trees.set(map, Trees.number(0), "pull", "exporter", "prometheus", "port")
                : reader;
    }
}
