package phoenix.app.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import phoenix.experiment.Variant;
import phoenix.testkit.Seeds;

class SampleSpoolTest {
    private record Sample(String experiment, long bucket, Variant variant, String measure, double value) {}

    /** Whatever the order of the rows, and whether or not they fit a buffer, each sample comes back in its place. */
    @Test
    void bringsTogetherWhatBelongsTogether() {
        Seeds.forAll(30, random -> {
            List<Sample> samples = new ArrayList<>();
            Map<String, Double> expected = new TreeMap<>();
            int experiments = random.nextInt(1, 40);
            for (int e = 0; e < experiments; e++) {
                int buckets = random.nextInt(1, 200);
                for (int b = 0; b < buckets; b++) {
                    for (Variant variant : Variant.values()) {
                        for (String measure : List.of("cpu", "latency", "series")) {
                            if (random.nextInt(10) > 0) {
                                double value = random.nextGaussian();
                                samples.add(new Sample("e" + e, b * 10L - 500, variant, measure, value));
                                expected.put("e" + e + " " + (b * 10 - 500) + variant + measure, value);
                            }
                        }
                    }
                }
            }
            Collections.shuffle(samples, new Random(random.nextLong()));
            Map<String, Double> found = new TreeMap<>();
            try (SampleSpool spool = new SampleSpool()) {
                for (Sample s : samples) {
                    spool.add(s.experiment, s.bucket, s.variant, s.measure, s.value);
                }
                spool.forEach(table -> {
                    assertThat(table.buckets()).isSorted();
                    table.columns().forEach((measure, columns) -> {
                        for (int i = 0; i < table.buckets().length; i++) {
                            for (Variant variant : Variant.values()) {
                                double value = columns.of(variant)[i];
                                if (!Double.isNaN(value)) {
                                    found.put(table.experiment() + " " + table.buckets()[i] + variant + measure, value);
                                }
                            }
                        }
                    });
                });
            }
            assertThat(found).isEqualTo(expected);
        });
    }

    @Test
    void aSampleThatStandsTwiceIsRefused() throws IOException {
        try (SampleSpool spool = new SampleSpool()) {
            spool.add("e", 3, Variant.CANDIDATE, "cpu", 1);
            spool.add("e", 3, Variant.CANDIDATE, "cpu", 1);
            assertThatThrownBy(() -> spool.forEach(table -> {}))
                    .hasMessageContaining("cpu of the candidate stands twice");
        }
    }

    @Test
    void experimentsAreBounded() throws IOException {
        try (SampleSpool spool = new SampleSpool()) {
            for (int i = 0; i < SampleSpool.EXPERIMENTS_MAX; i++) {
                spool.add("e" + i, 0, Variant.BASELINE, "cpu", 1);
            }
            assertThatThrownBy(() -> spool.add("one more", 0, Variant.BASELINE, "cpu", 1))
                    .hasMessageContaining("experiments");
        }
    }
}
