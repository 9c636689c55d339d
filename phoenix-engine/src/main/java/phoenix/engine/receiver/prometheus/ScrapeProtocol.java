package phoenix.engine.receiver.prometheus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.MediaType;

/** The formats that a target can be asked for, by their names in a configuration. */
enum ScrapeProtocol {
    PROTOBUF(
            "PrometheusProto",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"),
    OPEN_METRICS_1("OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"),
    OPEN_METRICS_0("OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1"),
    TEXT_1("PrometheusText1.0.0", "text/plain;version=1.0.0;escaping=allow-utf-8"),
    TEXT_0("PrometheusText0.0.4", "text/plain;version=0.0.4");

    static final Map<String, ScrapeProtocol> BY_NAME = byName();
    /** What is asked for unless the configuration says otherwise, the best first. */
    static final List<ScrapeProtocol> DEFAULTS = List.of(OPEN_METRICS_1, OPEN_METRICS_0, TEXT_1, TEXT_0);
    /** Native histograms come in protobuf only. */
    static final List<ScrapeProtocol> DEFAULTS_NATIVE =
            List.of(PROTOBUF, OPEN_METRICS_1, OPEN_METRICS_0, TEXT_1, TEXT_0);

    private final String configName;
    private final String mediaType;

    ScrapeProtocol(String configName, String mediaType) {
        this.configName = configName;
        this.mediaType = mediaType;
    }

    private static Map<String, ScrapeProtocol> byName() {
        Map<String, ScrapeProtocol> names = new LinkedHashMap<>();
        for (ScrapeProtocol protocol : values()) {
            names.put(protocol.configName, protocol);
        }
        return names;
    }

    /** How a page of this type is read. */
    static ScrapeProtocol of(@Nullable String contentType, ScrapeProtocol fallback) {
        return switch (contentType == null ? "" : MediaType.of(contentType)) {
            case "application/openmetrics-text" -> OPEN_METRICS_1;
            case "application/vnd.google.protobuf" -> PROTOBUF;
            case "text/plain" -> TEXT_0;
            default -> fallback;
        };
    }

    boolean isOpenMetrics() {
        return this == OPEN_METRICS_1 || this == OPEN_METRICS_0;
    }

    /** The header {@code Accept}. */
    static String accept(List<ScrapeProtocol> protocols) {
        StringBuilder header = new StringBuilder();
        int weight = values().length + 1;
        for (ScrapeProtocol protocol : protocols) {
            header.append(protocol.mediaType).append(";q=0.").append(weight--).append(',');
        }
        return header.append("*/*;q=0.").append(weight).toString();
    }
}
