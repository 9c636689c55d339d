package phoenix.engine.receiver.prometheus;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One entry of {@code scrape_configs}, with what the global section gives it. */
record ScrapeConfig(
        String jobName,
        Duration interval,
        Duration timeout,
        String metricsPath,
        String scheme,
        Map<String, List<String>> params,
        Handling handling,
        Formats formats,
        List<Group> groups,
        List<FileDiscovery> files,
        List<RelabelRule> relabelRules,
        List<RelabelRule> metricRelabelRules,
        TargetClient client,
        Limits limits) {

    /** How a page is read. */
    record Handling(
            boolean honorLabels,
            boolean honorTimestamps,
            boolean trackTimestampsStaleness,
            boolean compression,
            boolean extraMetrics) {}

    /**
     * The formats of pages, and what becomes of native histograms.
     *
     * @param protocols what is asked for, the best first
     * @param fallback how a page is read whose type is missing or unknown
     * @param bucketsMax native histograms of more buckets are made coarser; 0 is no limit
     * @param schemaMax native histograms of a higher resolution are made coarser
     */
    record Formats(
            List<ScrapeProtocol> protocols,
            ScrapeProtocol fallback,
            ProtoPage.Histograms histograms,
            int bucketsMax,
            int schemaMax) {}

    /** Targets that share labels. */
    record Group(List<String> targets, Map<String, String> labels) {}

    /** Files with groups, in JSON or YAML. */
    record FileDiscovery(List<String> files, Duration refreshInterval) {}
}
