package phoenix.config.compile;

import java.util.Optional;
import phoenix.config.spec.Secret;

/**
 * What the dual export of one variant needs to know.
 *
 * @param variant {@code baseline} or {@code candidate}
 * @param isCandidate whether listeners must give way to those of the baseline
 * @param experiment the run id: the value of the label {@code experiment}
 * @param pipeline the value of the label {@code pipeline}
 * @param listen address of the comparison endpoint, without a port: one is allocated
 * @param production where production exporters send, if not where the configuration says
 */
public record CompileSettings(
        String variant, boolean isCandidate, String experiment, String pipeline, String listen, Redirect production) {

    /** Where production exporters send. */
    public sealed interface Redirect {
        /** Where the configuration says; where it sends nowhere, that is an error. */
        record AsConfigured() implements Redirect {}

        /** Where the configuration says; where it sends nowhere, an exporter to this endpoint is added. */
        record AddIfMissing(String endpoint, Secret apiKey) implements Redirect {}

        /** Every production exporter sends to this local stand-in. */
        record StandIn(String grpcEndpoint, String httpEndpoint) implements Redirect {}

        /** Every production exporter sends to another endpoint, with another key, or both. */
        record Elsewhere(Optional<String> endpoint, Optional<Secret> apiKey) implements Redirect {}
    }
}
