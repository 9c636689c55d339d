package phoenix.engine.receiver.prometheus;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phoenix.config.spec.Secret;
import phoenix.engine.net.TlsSettings;

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
        Optional<Credentials> credentials,
        TlsSettings tls,
        Limits limits) {

    /** How a page is read. */
    record Handling(
            boolean honorLabels,
            boolean honorTimestamps,
            boolean trackTimestampsStaleness,
            boolean compression,
            boolean http2,
            boolean extraMetrics) {}

    /**
     * The formats of pages, and what becomes of native histograms.
     *
     * @param protocols what is asked for, the best first
     * @param bucketsMax native histograms of more buckets are made coarser; 0 is no limit
     * @param schemaMax native histograms of a higher resolution are made coarser
     */
    record Formats(List<ScrapeProtocol> protocols, ProtoPage.Histograms histograms, int bucketsMax, int schemaMax) {}

    /** Targets that share labels. */
    record Group(List<String> targets, Map<String, String> labels) {}

    /** Files with groups, in JSON or YAML. */
    record FileDiscovery(List<String> files, Duration refreshInterval) {}

    /**
     * The header {@code Authorization}.
     *
     * @param file where the secret stands, read at each scrape; empty for none
     */
    record Credentials(String type, Secret secret, String file, Optional<String> user) {
        /** The value of the header, with the secret that was read. */
        String header(String read) {
            return user.map(name -> type + " "
                            + Base64.getEncoder().encodeToString((name + ":" + read).getBytes(StandardCharsets.UTF_8)))
                    .orElse(type + " " + read);
        }
    }
}
