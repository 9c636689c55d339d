package phoenix.config.compile.otelcol;

import java.util.List;
import java.util.Optional;
import phoenix.config.yaml.YamlMapping;
import phoenix.config.yaml.YamlNode;
import phoenix.config.yaml.YamlScalar;
import phoenix.config.yaml.YamlSequence;

/** Of own telemetry only the port of a page may differ. */
final class TelemetryCheck {
    private static final String READERS = "readers";

    private TelemetryCheck() {}

    static YamlMapping withoutReaders(YamlMapping root) {
        YamlMapping service = mapping(root, "service");
        YamlMapping telemetry = mapping(service, "telemetry");
        YamlMapping metrics = mapping(telemetry, "metrics").without(READERS);
        // A section that is empty says as much as one that is not there.
        telemetry = metrics.isEmpty() ? telemetry.without("metrics") : telemetry.with("metrics", metrics);
        service = telemetry.isEmpty() ? service.without("telemetry") : service.with("telemetry", telemetry);
        return root.with("service", service);
    }

    private static YamlMapping mapping(YamlMapping parent, String key) {
        return parent.get(key).orElse(null) instanceof YamlMapping map ? map : YamlMapping.empty(parent.span());
    }

    static Optional<String> violation(YamlMapping before, YamlMapping after, boolean candidate) {
        List<YamlNode> was = readers(before);
        List<YamlNode> is = readers(after);
        if (was.isEmpty() && is.isEmpty()) {
            return Optional.empty();
        }
        if (was.isEmpty()) {
            return is.size() == 1 && isDefault(is.getFirst())
                    ? Optional.empty()
                    : Optional.of("own telemetry has other readers");
        }
        boolean same = was.size() == is.size();
        for (int i = 0; same && i < was.size(); i++) {
            same = SettingsCheck.same(masked(was.get(i)), masked(is.get(i)));
            Optional<Integer> port = ListenerStep.port(was.get(i));
            if (same && candidate && port.isPresent() && port.equals(ListenerStep.port(is.get(i)))) {
                return Optional.of("own telemetry of both variants listens on port " + port.get());
            }
        }
        return same ? Optional.empty() : Optional.of("own telemetry has other readers");
    }

    private static List<YamlNode> readers(YamlMapping root) {
        return root.at("service", "telemetry", "metrics", READERS).orElse(null) instanceof YamlSequence list
                ? list.items()
                : List.of();
    }

    private static YamlNode masked(YamlNode reader) {
        return ListenerStep.port(reader).isPresent()
                ? SettingsCheck.masked(reader, List.of("pull", "exporter", "prometheus", "port"))
                : reader;
    }

    /** What the Collector does without readers. */
    private static boolean isDefault(YamlNode reader) {
        YamlNode page = reader.at("pull", "exporter", "prometheus").orElse(null);
        return page instanceof YamlMapping map
                && map.size() == 5
                && map.get("host").orElse(null) instanceof YamlScalar host
                && host.text().equals("localhost")
                && ListenerStep.port(reader).isPresent()
                && List.of("without_scope_info", "without_type_suffix", "without_units").stream()
                        .allMatch(key ->
                                map.get(key).orElse(null) instanceof YamlScalar s && Boolean.TRUE.equals(s.value()));
    }
}
