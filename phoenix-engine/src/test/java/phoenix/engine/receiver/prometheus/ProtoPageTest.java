package phoenix.engine.receiver.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import phoenix.testkit.Seeds;

/** What the recorded pages do not show of reading protobuf: any bytes, and more than fits. */
class ProtoPageTest {
    /** Counts what it is told, and reads all labels. */
    private static final class Counting implements PageHandler {
        private int samples;
        private final List<NativeHistogram> histograms = new ArrayList<>();

        @Override
        public void type(String family, PromType type) {}

        @Override
        public void help(String family, String help) {}

        @Override
        public void unit(String family, String unit) {}

        @Override
        public void sample(
                String series,
                LabelText labels,
                double value,
                @Nullable Long timeMillis,
                @Nullable ScrapedExemplar exemplar)
                throws ParseException {
            assertThat(labels.read()).isNotEmpty();
            samples++;
        }

        @Override
        public void histogram(
                String series,
                LabelText labels,
                NativeHistogram histogram,
                @Nullable Long timeMillis,
                List<ScrapedExemplar> exemplars)
                throws ParseException {
            assertThat(labels.read()).isNotEmpty();
            histograms.add(histogram);
        }
    }

    private static Counting read(byte[] page) throws ParseException {
        Counting counting = new Counting();
        new ProtoPage(page, new ProtoPage.Histograms(false, true), counting).read();
        return counting;
    }

    @Test
    void refusesAnyBytesOrReadsThem() {
        Seeds.forAll(300, random -> {
            byte[] page = ProtoText.page(new RandomHistograms(random).page());
            for (int i = 0, changes = 1 + random.nextInt(4); i < changes; i++) {
                page[random.nextInt(page.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(page).samples).isNotNegative();
            } catch (ParseException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        });
    }

    @Test
    void readsWhatWasWritten() throws IOException, ParseException {
        Counting counting = read(ProtoText.page("""
            family { name: "h" type: HISTOGRAM metric { histogram {
              sample_count: 6 sample_sum: 3 schema: 1
              positive_span { offset: 1 length: 2 } positive_span { offset: 2 length: 1 }
              positive_delta: 1 positive_delta: 1 positive_delta: 1
              bucket { upper_bound: 1 cumulative_count: 1 } } } }
            """));
        assertThat(counting.samples).isEqualTo(4);
        NativeHistogram histogram = counting.histograms.getFirst();
        assertThat(histogram.body().positive().counts()).containsExactly(1, 2, 0, 0, 3);
        NativeHistogram coarser = histogram.ofSizeAtMost(2);
        assertThat(coarser.schema()).isZero();
        assertThat(coarser.body().positive().offset()).isZero();
        assertThat(coarser.body().positive().counts()).containsExactly(3, 0, 3);
    }

    @Test
    void makesNoMemoryOfAGap() throws Exception {
        String page = """
            family { name: "h" type: HISTOGRAM metric { histogram {
              sample_count: 2 sample_sum: 3
              positive_span { offset: 1 length: 1 } positive_span { offset: 2000000000 length: 1 }
              positive_delta: 1 positive_delta: 0 } } }
            """;
        ScrapeConfig config = PrometheusReceiverTest.config(
                        "{config: {scrape_configs: [{job_name: a, scrape_native_histograms: true}]}}")
                .scrapes()
                .getFirst();
        Target target = Target.of(config, "127.0.0.1:1", Map.of()).orElseThrow();
        ScrapeCache cache = new ScrapeCache();
        PageIntake intake = new PageIntake(config, Map.of(), cache, new Families(cache, target, Map.of(), ""), 0);
        assertThat(intake.take(new PageFetcher.Fetched(ProtoText.page(page), ScrapeProtocol.PROTOBUF)))
                .isEqualTo("the native histograms of the page span more than 4194304 buckets");
    }

    @Test
    void saysWhereItEnds() {
        assertThatThrownBy(() -> read(new byte[] {5, 1}))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("1");
    }
}
