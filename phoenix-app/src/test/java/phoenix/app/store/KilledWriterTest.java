package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static phoenix.app.store.ComparisonStoreContract.found;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.experiment.store.Deletion;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.TimeWindow;

/**
 * A process is killed with SIGKILL at seeded moments while it writes, seals and merges; the next one goes on with its files.
 * {@code -Dphoenix.store.kills=200} for a long run.
 */
class KilledWriterTest {
    private static final int KILLS = Integer.getInteger("phoenix.store.kills", 3);

    @TempDir
    Path directory;

    @Test
    void a_killed_writer_loses_nothing_that_was_flushed_and_never_the_files() throws Exception {
        var random = new SplittableRandom(20261123);
        long next = 1;
        for (int round = 0; round < KILLS; round++) {
            long acknowledged = writeUntilKilled(next, 1 + random.nextInt(400));
            var store =
                    new EmbeddedStore(directory, InstantSource.system(), Runnable::run, Disk.REAL, KilledWriter.TUNING);
            var seen = Model.read(found(store.open("run-1")), TimeWindow.ALL);
            long last = assertWhole(seen, acknowledged, "kill " + round);
            try (var writer = found(store.record(RecordingSettings.ofRun("run-1")))) {
                assertThat(Model.read(writer.reader(), TimeWindow.ALL).samples)
                        .as("kill %d: recovery changes nothing", round)
                        .isEqualTo(seen.samples);
            }
            next = last + 1;
        }
        var store = new EmbeddedStore(directory, InstantSource.system(), Runnable::run);
        assertThat(store.delete("run-1")).isInstanceOf(Deletion.Deleted.class);
        assertThat(directory).isEmptyDirectory();
    }

    /** Every step up to some point, for each series, with the values that were written. */
    private static long assertWhole(Model seen, long acknowledged, String what) {
        long newest = 0;
        for (int s = 0; s < KilledWriter.SERIES; s++) {
            var samples = seen.samples.getOrDefault(s, List.of());
            long before = 0;
            for (var sample : samples) {
                assertThat(sample.time())
                        .as("%s: series %d has a hole", what, s)
                        .isIn(before + 1, nextRound(before));
                assertThat(Double.longBitsToDouble(sample.bits()))
                        .as(what)
                        .isEqualTo(KilledWriter.value(s, sample.time()));
                before = sample.time();
            }
            assertThat(before).as("%s: series %d", what, s).isGreaterThanOrEqualTo(acknowledged);
            newest = Math.max(newest, before);
        }
        return newest;
    }

    /** A round begins after the newest sample of all series, so that the others may have skipped a step. */
    private static long nextRound(long before) {
        return before + 2;
    }

    private long writeUntilKilled(long from, int acknowledgements) throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        directory.toString(),
                        Long.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = 0;
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < acknowledgements; i++) {
                var line = lines.readLine();
                assertThat(line).as("the writer ended by itself").isNotNull();
                acknowledged = Long.parseLong(line);
            }
            // SIGKILL by the handle: by the process object its output would be closed, too.
            child.toHandle().destroyForcibly();
            // What it had said before it died counts as well.
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = line.isEmpty() ? acknowledged : Math.max(acknowledged, parse(line, acknowledged));
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    /** The last line may be cut. */
    private static long parse(String line, long otherwise) {
        try {
            long step = Long.parseLong(line);
            return step > otherwise + 5 ? otherwise : step;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
