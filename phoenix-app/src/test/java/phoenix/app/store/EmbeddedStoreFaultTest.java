package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static phoenix.app.store.ComparisonStoreContract.T0;
import static phoenix.app.store.ComparisonStoreContract.found;
import static phoenix.app.store.ComparisonStoreContract.gauge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.Deletion;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.RunWriter;
import phoenix.experiment.store.StoreProblem;
import phoenix.experiment.store.TimeWindow;
import phoenix.experiment.store.WriterStatus;

/** A full disk, a size limit, damaged and foreign files: the store says so, and never shows a sample that was not written. */
class EmbeddedStoreFaultTest {
    private static final RecordingSettings RUN = RecordingSettings.ofRun("run-1");
    private static final StoreTuning SMALL = new StoreTuning(60, 12, 4, 3, 2);

    @TempDir
    Path directory;

    private EmbeddedStore store(Path where, Disk disk) {
        return new EmbeddedStore(where, () -> Instant.ofEpochMilli(T0), Runnable::run, disk, SMALL);
    }

    private static void fill(RunWriter writer, Model model, int from, int to) {
        var random = new SplittableRandom(11);
        for (int step = from; step < to; step++) {
            for (int s = 0; s < 4; s++) {
                int id = writer.series(s % 2 == 0 ? Variant.BASELINE : Variant.CANDIDATE, gauge("m" + s));
                double value = s == 0 ? 5 : s == 1 ? random.nextDouble() : random.nextInt(1_000) / 10.0;
                if (writer.append(id, T0 + 1_000L * step, value)) {
                    model.add(id, T0 + 1_000L * step, value);
                }
            }
            writer.commit();
        }
    }

    private static StoreProblem problem(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Unavailable.class);
        return ((Answer.Unavailable<?>) answer).problem();
    }

    private static StoreProblem problem(WriterStatus status) {
        return Objects.requireNonNull(status.problem(), "the writer has no problem");
    }

    @Test
    void wherever_the_disk_becomes_full_the_writer_says_so_and_what_was_written_is_read() throws IOException {
        for (int room = 0; room < 6_000; room += 37) {
            var where = directory.resolve("room" + room);
            var disk = new FaultyDisk();
            disk.bytesLeft = room;
            var model = new Model();
            var answer = store(where, disk).record(RUN);
            if (answer instanceof Answer.Unavailable<RunWriter>) {
                assertThat(problem(answer).kind()).isEqualTo(StoreProblem.Kind.DISK_FULL);
                assertThat(problem(answer).remedy()).contains("free space");
            } else {
                try (var writer = found(answer)) {
                    fill(writer, model, 0, 120);
                    var status = writer.status();
                    assertThat(problem(status).kind()).isEqualTo(StoreProblem.Kind.DISK_FULL);
                    assertThat(status.writtenSamples() + status.drops().samples())
                            .isEqualTo(480);
                    var seen = Model.read(writer.reader(), TimeWindow.ALL);
                    assertThat(seen.size()).isEqualTo((int) status.writtenSamples());
                    assertThat(seen.isPartOf(model)).isTrue();
                }
            }
            // With room again, the run goes on behind what it has.
            disk.bytesLeft = Long.MAX_VALUE;
            int kept;
            try (var writer = found(store(where, disk).record(RUN))) {
                kept = Model.read(writer.reader(), TimeWindow.ALL).size();
                fill(writer, new Model(), 200, 210);
                assertThat(writer.status().problem()).isNull();
            }
            assertThat(Model.read(found(store(where, disk).open("run-1")), TimeWindow.ALL)
                            .size())
                    .as("room for %d bytes", room)
                    .isEqualTo(kept + 40);
        }
    }

    @Test
    void the_size_limit_holds_and_is_said() throws IOException {
        var settings = RUN.withBytesMax(1_000_000);
        var store = new EmbeddedStore(
                directory,
                () -> Instant.ofEpochMilli(T0),
                Runnable::run,
                Disk.REAL,
                new StoreTuning(4_096, 512, 4, 4, 2));
        var random = new SplittableRandom(5);
        var folder = new RunFolder(directory.resolve("run-1"), "run-1");
        try (var writer = found(store.record(settings))) {
            int id = writer.series(Variant.BASELINE, gauge("g"));
            long step = 0;
            while (writer.append(id, T0 + step, Double.longBitsToDouble(random.nextLong()))) {
                if (step++ % 1_000 == 0) {
                    writer.commit();
                    assertThat(folder.bytes()).isLessThanOrEqualTo(settings.bytesMax());
                }
            }
            var status = writer.status();
            assertThat(problem(status).kind()).isEqualTo(StoreProblem.Kind.SIZE_LIMIT);
            assertThat(problem(status).message()).contains("1000000");
            assertThat(folder.bytes()).isBetween(700_000L, settings.bytesMax());
        }
        assertThat(folder.bytes()).isBetween(700_000L, settings.bytesMax());
    }

    @Test
    void every_file_cut_at_every_byte_opens_to_a_beginning_and_can_be_continued() throws IOException {
        var original = directory.resolve("original");
        var model = new Model();
        // Left open on purpose: the files are as a killed process leaves them, with a log and a head.
        var writer = found(store(original, Disk.REAL).record(RUN));
        fill(writer, model, 0, 52);
        var files = new RunFolder(original.resolve("run-1"), "run-1");
        assertThat(files.names()).anyMatch(name -> name.startsWith("segment-")).contains(RunFolder.SERIES);
        var newest = files.names().stream()
                .filter(name -> Generations.ofLog(name) > 0)
                .toList();
        assertThat(newest).hasSize(1);
        for (var name : List.of(newest.getFirst(), RunFolder.SERIES)) {
            int size = (int) Files.size(files.path().resolve(name));
            for (int cut = 0; cut < size; cut++) {
                var copy = copy(original, "cut-" + name + cut);
                var bytes = Files.readAllBytes(copy.resolve("run-1").resolve(name));
                Files.write(copy.resolve("run-1").resolve(name), Arrays.copyOf(bytes, cut));
                assertContinues(copy, model, name + " cut at " + cut);
            }
        }
        writer.close();
    }

    private void assertContinues(Path where, Model model, String what) {
        var store = store(where, Disk.REAL);
        var answer = store.open("run-1").map(reader -> Model.read(reader, TimeWindow.ALL));
        var seen = found(answer);
        assertThat(seen.isPartOf(model)).as(what).isTrue();
        var recording = store.record(RUN);
        if (recording instanceof Answer.Unavailable<RunWriter>(StoreProblem problem)) {
            // Samples without any series left: nothing that could be continued honestly.
            assertThat(problem.kind()).as(what).isEqualTo(StoreProblem.Kind.CORRUPT);
            return;
        }
        try (var writer = found(recording)) {
            var added = new Model();
            fill(writer, added, 100, 103);
            assertThat(writer.status().problem()).as(what).isNull();
            assertThat(added.size()).as(what).isEqualTo(12);
            assertThat(Model.read(writer.reader(), TimeWindow.ALL).size())
                    .as(what)
                    .isEqualTo(seen.size() + 12);
        }
    }

    @Test
    void a_changed_byte_anywhere_is_found_and_no_wrong_sample_is_ever_shown() throws IOException {
        var original = directory.resolve("original");
        var model = new Model();
        var writer = found(store(original, Disk.REAL).record(RUN));
        fill(writer, model, 0, 52);
        var random = new SplittableRandom(6);
        for (var name : new RunFolder(original.resolve("run-1"), "run-1").names()) {
            if (name.equals(RunFolder.LOCK)) {
                continue;
            }
            var good = Files.readAllBytes(original.resolve("run-1").resolve(name));
            var copy = copy(original, "flip-" + name);
            var store = store(copy, Disk.REAL);
            for (int at = 0; at < good.length; at++) {
                var bad = good.clone();
                bad[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(copy.resolve("run-1").resolve(name), bad);
                assertHonest(store, model, name + " changed at " + at);
            }
        }
        writer.close();
    }

    private static void assertHonest(EmbeddedStore store, Model model, String what) {
        var seen = new Model();
        var answer = store.open("run-1")
                .flatMap(reader -> reader.scan(TimeWindow.ALL, entry -> true, (series, times, values, from, to) -> {
                    for (int i = from; i < to; i++) {
                        seen.add(series, times[i], values[i]);
                    }
                }));
        assertThat(seen.isPartOf(model)).as(what).isTrue();
        switch (answer) {
            case Answer.Found<?>(var scan) -> {
                var damaged = ((RunReader.Scan) scan).damaged();
                // The length of the last record may come to point behind the end, which looks like a torn write.
                boolean lost = seen.size() < model.size();
                assertThat(!lost || !damaged.isEmpty() || what.startsWith("samples-") || what.startsWith("series"))
                        .as("%s: %d of %d samples, damage %s", what, seen.size(), model.size(), damaged)
                        .isTrue();
            }
            case Answer.NoData<?>(var explanation) ->
                assertThat(what).as(explanation).startsWith("series");
            case Answer.Unavailable<?>(var problem) ->
                assertThat(problem.kind()).as(what).isIn(StoreProblem.Kind.CORRUPT, StoreProblem.Kind.FOREIGN);
        }
    }

    private Path copy(Path from, String name) throws IOException {
        var to = directory.resolve(name);
        Files.createDirectories(to.resolve("run-1"));
        for (var file : new RunFolder(from.resolve("run-1"), "run-1").names()) {
            Files.copy(from.resolve("run-1").resolve(file), to.resolve("run-1").resolve(file));
        }
        return to;
    }

    @Test
    void a_folder_of_someone_else_is_neither_written_nor_deleted() throws IOException {
        Files.createDirectories(directory.resolve("run-1"));
        Files.writeString(directory.resolve("run-1").resolve("thesis.txt"), "years of work");
        var store = store(directory, Disk.REAL);
        assertThat(problem(store.record(RUN)).kind()).isEqualTo(StoreProblem.Kind.FOREIGN);
        assertThat(found(store.runs())).isEmpty();
        assertThat(found(store.sweep())).isEmpty();
        assertThat(store.delete("run-1")).isInstanceOf(Deletion.Failed.class);
        assertThat(directory.resolve("run-1").resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void a_directory_that_cannot_be_one_is_said() throws IOException {
        var file = directory.resolve("file");
        Files.writeString(file, "");
        var problem = problem(store(file, Disk.REAL).record(RUN));
        assertThat(problem.kind()).isEqualTo(StoreProblem.Kind.NO_ACCESS);
        assertThat(problem.message()).contains(file.toString());
        assertThat(problem.remedy()).contains("--data");
    }

    @Test
    void a_run_of_a_later_version_is_left_alone() throws IOException {
        var store = store(directory, Disk.REAL);
        found(store.record(RUN)).close();
        var marker = directory.resolve("run-1").resolve(RunFolder.MARKER);
        var text = "phoenix comparison store 2\nrun run-1\nretention-millis 1\n";
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        Files.writeString(marker, text + "checksum " + Integer.toHexString(Checksum.of(bytes, 0, bytes.length)) + "\n");
        var problem = problem(store.record(RUN));
        assertThat(problem.message()).contains("another version");
        assertThat(found(store.sweep())).isEmpty();
    }
}
