package phoenix.verify.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.testkit.Peer;
import phoenix.testkit.Seeds;
import phoenix.verify.run.PhoenixJar;

/**
 * A dozen random pipelines at a time over random metrics, through the real Collector and through {@code phoenix collector}: the
 * same answers to the senders, the same lines in the files, the same pages for Prometheus.
 *
 * <p>{@code -Dphoenix.seeds=N} runs N times as many.
 */
class PipelineDifferentialTest {
    private static final int SEEDS = 3;
    private static final int PIPELINES = 12;
    private static final int REQUESTS = 40;
    private static final Pattern REFUSED = Pattern.compile("processors::\\w+/(p\\d+)_");

    @TempDir
    private Path folder;

    @Test
    void theSameComesOut() {
        Path otelcol = Peer.OTELCOL.require();
        PhoenixJar.require();
        Seeds.forAll(SEEDS, random -> {
            Pick pick = new Pick(random);
            List<RandomPipeline> pipelines = new ArrayList<>();
            for (int i = 0; i < PIPELINES; i++) {
                pipelines.add(RandomPipeline.next("p" + i, pick));
            }
            List<WholeCollector.Request> requests = new ArrayList<>();
            for (RandomRequests.Kind kind : RandomRequests.Kind.values()) {
                new RandomRequests(pick, kind)
                        .next(REQUESTS)
                        .forEach(body -> requests.add(new WholeCollector.Request(kind, body)));
            }
            Path seedFolder = Files.createTempDirectory(folder, "seed");
            WholeCollector.Result expected = accepted(WholeCollector.otelcol(otelcol), seedFolder, pipelines, requests);
            WholeCollector.Result actual =
                    WholeCollector.phoenix().run(seedFolder.resolve("phoenix"), pipelines, requests);
            assertThat(actual.statuses()).isEqualTo(expected.statuses());
            for (RandomPipeline pipeline : pipelines) {
                List<String> expectedLines = expected.lines(pipeline);
                List<String> actualLines = actual.lines(pipeline);
                for (int i = 0; i < Math.min(expectedLines.size(), actualLines.size()); i++) {
                    assertThat(actualLines.get(i))
                            .as("line %d of %s", i, pipeline)
                            .isEqualTo(expectedLines.get(i));
                }
                assertThat(actualLines).as(pipeline.toString()).hasSameSizeAs(expectedLines);
                assertThat(actual.page(pipeline)).as(pipeline.toString()).isEqualTo(expected.page(pipeline));
            }
        });
    }

    /** What the Collector makes of the pipelines that it accepts; Phoenix must refuse the others too, which are taken out. */
    private static WholeCollector.Result accepted(
            WholeCollector otelcol, Path folder, List<RandomPipeline> pipelines, List<WholeCollector.Request> requests)
            throws IOException, InterruptedException {
        while (true) {
            try {
                return otelcol.run(folder.resolve("otelcol"), pipelines, requests);
            } catch (WholeCollector.RefusedException e) {
                Matcher name = REFUSED.matcher(String.valueOf(e.getMessage()));
                assertThat(name.find()).as(e.getMessage()).isTrue();
                List<RandomPipeline> refused = pipelines.stream()
                        .filter(pipeline -> pipeline.name().equals(name.group(1)))
                        .toList();
                pipelines.removeAll(refused);
                assertThatThrownBy(() -> WholeCollector.phoenix()
                                .run(folder.resolve("refused"), refused, requests.subList(0, 1)))
                        .as("otelcol: %s", e.getMessage())
                        .isInstanceOf(WholeCollector.RefusedException.class)
                        .hasMessageContaining("error PHX");
            }
        }
    }
}
