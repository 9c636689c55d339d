package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static phoenix.app.store.ComparisonStoreContract.found;
import static phoenix.app.store.ComparisonStoreContract.gauge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phoenix.experiment.Variant;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.RunWriter;
import phoenix.experiment.store.StaleMarker;
import phoenix.experiment.store.TimeWindow;

/** Random use against a map: what was appended is what is read, through sealing, merging and restarts. */
class EmbeddedStoreModelTest {
    private static final long T0 = ComparisonStoreContract.T0;
    private static final StoreTuning SMALL = new StoreTuning(200, 16, 4, 3, 3);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_was_appended_is_what_is_read(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var model = new Model();
        var store = new EmbeddedStore(directory, () -> Instant.ofEpochMilli(T0), Runnable::run, Disk.REAL, SMALL);
        var last = new long[40];
        long accepted = 0;
        for (int session = 0; session < 4; session++) {
            try (var writer = found(store.record(RecordingSettings.ofRun("r")))) {
                for (int step = 0; step < 150; step++) {
                    accepted += collect(writer, random, T0 + (session * 150L + step) * 1_000, last, model);
                    if (random.nextInt(10) == 0) {
                        assertThat(Model.read(writer.reader(), TimeWindow.ALL).samples)
                                .as("seed %d, session %d, step %d", seed, session, step)
                                .isEqualTo(model.samples);
                    }
                }
                assertThat(writer.status().problem()).isNull();
            }
            assertWindows(store, random, model, "seed " + seed + ", session " + session);
        }
        var usage = found(found(store.open("r")).usage());
        assertThat(usage.samples()).isEqualTo(accepted).isEqualTo(model.size());
        assertThat(usage.bytesOnDisk()).isEqualTo(new RunFolder(directory.resolve("r"), "r").bytes());
        // Levels of three: far fewer files than the dozens of heads that were sealed.
        assertThat(new RunFolder(directory.resolve("r"), "r").names()).hasSizeLessThan(14);
    }

    /** One collection, in which series come and go, times vary, and some samples are late. */
    private static int collect(RunWriter writer, SplittableRandom random, long now, long[] last, Model model) {
        int accepted = 0;
        for (int s = 0; s < last.length; s++) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            var variant = s % 2 == 0 ? Variant.BASELINE : Variant.CANDIDATE;
            int id = writer.series(variant, gauge("m" + s / 2, "n", "x"));
            long time = random.nextInt(50) == 0 ? now - 5_000 : now + random.nextInt(s % 3 + 1);
            double value = random.nextInt(30) == 0 ? StaleMarker.VALUE : Math.rint(random.nextDouble() * 1e5) / 100;
            boolean late = time <= last[s];
            assertThat(writer.append(id, time, value)).isEqualTo(!late);
            if (!late) {
                last[s] = time;
                model.add(id, time, value);
                accepted++;
            }
        }
        writer.commit();
        return accepted;
    }

    private static void assertWindows(EmbeddedStore store, SplittableRandom random, Model model, String what) {
        var reader = found(store.open("r"));
        assertThat(Model.read(reader, TimeWindow.ALL).samples).as(what).isEqualTo(model.samples);
        for (int i = 0; i < 10; i++) {
            long from = T0 + random.nextLong(700_000);
            var window = new TimeWindow(from, from + random.nextLong(100_000));
            assertThat(Model.read(reader, window).samples).as(what).isEqualTo(model.within(window).samples);
        }
        var order = new ArrayList<Integer>();
        found(reader.scan(
                TimeWindow.ALL, entry -> entry.id() % 3 == 0, (series, times, values, from, to) -> order.add(series)));
        var ids = order.stream().distinct().toList();
        assertThat(ids).isSorted().allMatch(id -> id % 3 == 0);
        assertThat(withoutRepeats(order)).as("a series in one piece").isEqualTo(ids);
    }

    private static List<Integer> withoutRepeats(List<Integer> order) {
        var result = new ArrayList<Integer>();
        for (var id : order) {
            if (result.isEmpty() || !result.getLast().equals(id)) {
                result.add(id);
            }
        }
        return result;
    }
}
