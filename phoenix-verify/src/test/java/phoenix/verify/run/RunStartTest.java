package phoenix.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.RealProcess;

/** A run that cannot start says what is wrong and leaves nothing behind. */
class RunStartTest {
    @TempDir
    private Path folder;

    private PhoenixJar jar = new PhoenixJar(Path.of(""));

    @BeforeAll
    static void jarIsBuilt() {
        PhoenixJar.require();
    }

    @BeforeEach
    void writeExperiment() throws IOException {
        jar = new PhoenixJar(folder)
                .write("baseline.yaml", """
                    receivers:
                      host_metrics: {collection_interval: 200ms, initial_delay: 0s, scrapers: {load: {}, memory: {}}}
                    exporters:
                      otlp_grpc/newrelic: {endpoint: "http://127.0.0.1:9", tls: {insecure: true}, headers: {api-key: key}}
                    service:
                      pipelines:
                        metrics: {receivers: [host_metrics], exporters: [otlp_grpc/newrelic]}
                    """)
                .write("overlay.yaml", "{}")
                .write("experiment.yaml", """
                    apiVersion: phoenix/v1
                    name: start
                    baseline: {config: baseline.yaml}
                    candidate: {config: [baseline.yaml, overlay.yaml]}
                    production: {target: configured, baseline_export: send, candidate_export: mirror}
                    """);
    }

    @Test
    void aDataDirectoryThatCannotBeUsedIsNamed() throws Exception {
        jar.write("data", "a file");
        assertFailsWithoutTrace(List.of("comparison store in data cannot be used", "--data"), "data");
    }

    @Test
    void aCandidateThatFailsToStartIsNamedWithItsComponent() throws Exception {
        jar.write("overlay.yaml", """
            exporters: {otlp_grpc/newrelic: {endpoint: "https://127.0.0.1:9", tls: {ca_file: missing.pem}}}
            """);
        assertFailsWithoutTrace(List.of("the candidate does not start: otlp_grpc/newrelic", "missing.pem"));
    }

    private void assertFailsWithoutTrace(List<String> message, String... alsoThere) throws Exception {
        try (RealProcess run = jar.run("--duration", "5s")) {
            assertThat(run.awaitExit(PhoenixJar.LIMIT)).isEqualTo(1);
            assertThat(run.err()).startsWith("phoenix: ").contains(message);
        }
        try (Stream<Path> left = Files.list(folder)) {
            List<String> expected = new ArrayList<>(List.of("baseline.yaml", "overlay.yaml", "experiment.yaml", "tmp"));
            expected.addAll(List.of(alsoThere));
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(jar.temporary()).isEmptyDirectory();
    }
}
