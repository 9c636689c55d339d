package phoenix.config.outline;

import java.util.Map;
import phoenix.config.collector.ComponentKind;

/**
 * Old and new type names of components, of all that the Collector's distributions have and not only of those that run
 * here. From the {@code DeprecatedAlias}es of the Collector and its contrib repository at 0.159.
 */
public final class ComponentNames {
    private static final Map<String, String> EXPORTERS = Map.of(
            "otlp", "otlp_grpc",
            "otlphttp", "otlp_http",
            "prometheusremotewrite", "prometheus_remote_write",
            "loadbalancing", "load_balancing");
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("hostmetrics", "host_metrics"),
            Map.entry("metricstransform", "metrics_transform"),
            Map.entry("cumulativetodelta", "cumulative_to_delta"),
            Map.entry("deltatocumulative", "delta_to_cumulative"),
            Map.entry("deltatorate", "delta_to_rate"),
            Map.entry("resourcedetection", "resource_detection"),
            Map.entry("otlpjsonfile", "otlp_json_file"),
            Map.entry("k8sattributes", "k8s_attributes"),
            Map.entry("kubeletstats", "kubelet_stats"),
            Map.entry("filelog", "file_log"),
            Map.entry("spanmetrics", "span_metrics"));

    private ComponentNames() {}

    /** The name of today for any name of a type; an unknown one is its own. */
    public static String canonical(ComponentKind kind, String type) {
        return (kind == ComponentKind.EXPORTER ? EXPORTERS : OTHERS).getOrDefault(type, type);
    }
}
