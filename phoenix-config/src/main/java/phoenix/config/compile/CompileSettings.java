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
        CompiledFor variant, String runId, String pipelineName, String listenHost, ProductionTarget production) {

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
