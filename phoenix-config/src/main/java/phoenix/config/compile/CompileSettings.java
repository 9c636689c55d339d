package phoenix.config.compile;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a configuration is compiled for.
 *
 * @param runId the value of the label {@code experiment}
 * @param pipelineName the value of the label {@code pipeline}
 * @param listenHost where the comparison endpoint listens; the port is allocated
 */
public record CompileSettings(
        CompiledFor variant,
        String runId,
        String pipelineName,
        String listenHost,
        ProductionTarget production,
        OwnTelemetry ownTelemetry) {

    /** What becomes of {@code service::telemetry::metrics} where the configuration will run. */
    public enum OwnTelemetry {
        /** Served where the configuration says, as the Collector does: its ports have to be free. */
        SERVED,
        /** Not served: both variants run in one process, and the report has their counts. */
        IN_REPORT
    }

    /**
     * The environment to load a variant's configuration with: that of the process, and the two variables that the
     * decision record has in its labels. Both variants see the same.
     */
    public static Map<String, String> environment(Map<String, String> process, String runId, String pipelineName) {
        Map<String, String> environment = new TreeMap<>(process);
        environment.put("EXPERIMENT_ID", runId);
        environment.put("PIPELINE_NAME", pipelineName);
        return environment;
    }

    /** {@code host:0}, with brackets for IPv6. */
    String listenEndpoint() {
        return (listenHost.contains(":") && !listenHost.startsWith("[") ? "[" + listenHost + "]" : listenHost) + ":0";
    }
}
