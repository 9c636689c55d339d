package phoenix.config.compile;

import java.util.Optional;
import phoenix.config.spec.Secret;

/** Where production data goes. */
public sealed interface ProductionTarget {

    /** Where the configuration's own exporters send; it is an error when none of them sends to a backend. */
    record Configured() implements ProductionTarget {}

    /** New Relic, if none of the configuration's own exporters sends to a backend. */
    record NewRelic(String endpoint, Secret apiKey) implements ProductionTarget {
        public NewRelic(Region region, Secret apiKey) {
            this(region.endpoint(), apiKey);
        }
    }

    /**
     * A local stand-in: every production exporter keeps its id and the names of its headers and gets another endpoint,
     * in plain text. No secret is sent to it.
     *
     * @param grpcEndpoint URL for OTLP/gRPC: {@code http://127.0.0.1:4317}
     * @param httpEndpoint URL for OTLP/HTTP
     */
    record StandIn(String grpcEndpoint, String httpEndpoint) implements ProductionTarget {}

    /** The shadow of a candidate: its production exporters send to another endpoint, with another key, or both. */
    record Shadow(Optional<String> endpoint, Optional<Secret> apiKey) implements ProductionTarget {}

    /** New Relic's data centres and their documented OTLP endpoints. */
    enum Region {
        US("https://otlp.nr-data.net"),
        EU("https://otlp.eu01.nr-data.net"),
        JP("https://otlp.jp.nr-data.net"),
        FEDRAMP("https://gov-otlp.nr-data.net");

        private final String endpoint;

        Region(String endpoint) {
            this.endpoint = endpoint;
        }

        public String endpoint() {
            return endpoint;
        }
    }
}
