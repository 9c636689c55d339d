package phoenix.engine.receiver.hostmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phoenix.config.diagnostic.Diagnostic;
import phoenix.config.diagnostic.Diagnostics;
import phoenix.config.yaml.YamlReader;

class HostMetricsConfigTest {
    private static Diagnostics decode(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        new YamlReader(diagnostics)
                .read("collector.yaml", yaml)
                .ifPresent(node -> HostMetricsConfig.SPEC.decode(node, "receivers::host_metrics", diagnostics));
        return diagnostics;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                                        | at least one scraper
        {scrapers: {}}                                                            | at least one scraper
        {scrapers: {gpu: {}}}                                                     | unknown field "gpu"
        {scrapers: {nfs: {}}}                                                     | "nfs" is not supported
        {collection_interval: 0s, scrapers: {cpu: {}}}                            | collection_interval
        {scrapers: {cpu: {metrics: {system.cpu.times: {enabled: true}}}}}         | unknown field "system.cpu.times"
        {scrapers: {cpu: {metrics: {system.cpu.time: {attributes: [core]}}}}}     | none of: cpu, state
        {scrapers: {cpu: {metrics: {system.cpu.time: {aggregation_strategy: p99}}}}} | none of: sum, avg, min, max
        {scrapers: {cpu: {metrics: {system.cpu.logical.count: {attributes: []}}}}} | unknown field "attributes"
        {scrapers: {disk: {include: {devices: [sda]}}}}                           | match_type
        {scrapers: {disk: {include: {match_type: glob, devices: [sda]}}}}         | none of: strict, regexp
        {scrapers: {disk: {include: {match_type: regexp, devices: ["("]}}}}       | not an RE2 expression
        {scrapers: {network: {exclude: {match_type: strict, devices: [lo]}}}}     | unknown field "devices"
        {scrapers: {process: {scrape_process_delay: -1s}}}                        | scrape_process_delay
        {scrapers: {process: {resource_attributes: {process.pid: {metrics_include: [{}]}}}}} | exactly one of
        """)
    void whatIsWrongIsSaidWithItsPlace(String yaml, String message) {
        assertThat(decode(yaml).errors())
                .anySatisfy(error -> assertThat(error.message()).contains(message));
    }

    @Test
    void aScraperIsOnWhenItsKeyIsThere() {
        HostMetricsConfig config = HostFixture.decode("cpu:\nmemory: {}\n");
        assertThat(config.scrapers()).hasSize(2);
        assertThat(config.collectionInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.initialDelay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theExampleOfTheCollectorsDocumentationIsAccepted() {
        Diagnostics diagnostics = decode("""
            collection_interval: 30s
            root_path: /hostfs
            metadata_collection_interval: 1m
            scrapers:
              cpu:
              disk:
                include: {devices: [sda, "nvme.*"], match_type: regexp, regexp: {cacheenabled: true}}
              filesystem:
                exclude_mount_points:
                  mount_points: [/dev/*, /proc/*]
                  match_type: regexp
                exclude_fs_types: {fs_types: [autofs, tmpfs], match_type: strict}
              process:
                mute_process_name_error: true
                mute_process_exe_error: true
                mute_process_io_error: true
                mute_process_user_error: true
                mute_process_cgroup_error: true
            """);
        assertThat(diagnostics.errors()).map(Diagnostic::message).isEmpty();
    }
}
