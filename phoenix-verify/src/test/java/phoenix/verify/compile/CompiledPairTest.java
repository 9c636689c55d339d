package phoenix.verify.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phoenix.config.compile.CompiledFor;
import phoenix.config.compile.otelcol.Page;
import phoenix.testkit.Peer;

/** Both variants of every configuration run side by side in real collectors: everything arrives, marked as it should be. */
class CompiledPairTest {
    private static final String METRIC = """
        {"resourceMetrics": [{"resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
          "scopeMetrics": [{"metrics": [{"name": "orders", "gauge": {"dataPoints": [{"asInt": "7",
            "timeUnixNano": "NOW", "attributes": [{"key": "variant", "value": {"stringValue": "blue"}}]}]}}]}]}]}
        """;

    @TempDir
    private Path folder;

    /** All but the one with a fixed port, which a machine that runs tests may have in use. */
    static List<String> names() throws IOException {
        return Corpus.names().stream()
                .filter(name -> !name.equals("adr-on-8888"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everythingArrives(String name) throws Exception {
        try (RunningPair pair = new RunningPair(Peer.OTELCOL.require(), name, folder)) {
            for (CompiledFor variant : CompiledFor.values()) {
                Optional<String> otlp = pair.otlpHttp(variant);
                if (otlp.isPresent()) {
                    String body = METRIC.replace("NOW", Long.toString(System.currentTimeMillis() * 1_000_000));
                    pair.await("a receiver", () -> pair.post(otlp.get(), body) == 200);
                }
            }
            pair.await("the baseline's points", () -> points(pair, "unmarked") > 0);
            pair.await("the candidate's points", () -> points(pair, "candidate") > 0);
            for (CompiledFor variant : CompiledFor.values()) {
                pages(pair, variant);
                senders(pair, variant);
            }
            // What is marked is all of one variant: nothing of the candidate came without the mark.
            assertThat(pair.backend.snapshot().variants().keySet()).containsExactlyInAnyOrder("unmarked", "candidate");
            assertThat(pair.backend.snapshot().refusedRequests()).isEmpty();
        }
    }

    private static long points(RunningPair pair, String variant) {
        return pair.backend.snapshot().variant(variant).points();
    }

    private static void pages(RunningPair pair, CompiledFor variant) throws InterruptedException {
        List<Page> pages = pair.pages(variant);
        for (Page page : pages) {
            Pattern labels = Pattern.compile("phoenix_\\w+\\{(?=.*experiment=\"" + Corpus.EXPERIMENT
                    + "\")(?=.*pipeline=\"edge\")(?=.*variant=\"" + variant + "\")"
                    + (pages.size() > 1 ? "(?=.*collector_pipeline=\"" + page.pipeline() + "\")" : ""));
            pair.await(
                    "page " + page + " of the " + variant,
                    () -> labels.matcher(pair.get(page.address())).find());
        }
    }

    /** Each exporter to production has sent; nothing failed. */
    private static void senders(RunningPair pair, CompiledFor variant) throws InterruptedException {
        for (String exporter : pair.exporters(variant, "otlp(_?grpc|_?http)?")) {
            Pattern sent = Pattern.compile(
                    "otelcol_exporter_sent_metric_points\\w*\\{[^}]*exporter=\"" + exporter + "\"[^}]*} [1-9]");
            pair.await(
                    exporter + " of the " + variant,
                    () -> sent.matcher(pair.get(pair.telemetry(variant))).find());
        }
        assertThat(pair.get(pair.telemetry(variant)))
                .doesNotContainPattern("otelcol_exporter_send_failed_metric_points\\w*\\{[^}]*} [1-9]");
    }
}
