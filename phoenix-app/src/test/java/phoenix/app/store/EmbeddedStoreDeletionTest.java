package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static phoenix.app.store.ComparisonStoreContract.T0;
import static phoenix.app.store.ComparisonStoreContract.found;
import static phoenix.app.store.ComparisonStoreContract.gauge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.experiment.Variant;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.ComparisonStore.Swept;
import phoenix.experiment.store.Deletion;
import phoenix.experiment.store.RecordingSettings;

class EmbeddedStoreDeletionTest {
    private static final Instant NOW = Instant.ofEpochMilli(T0);

    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();

    private EmbeddedStore store() {
        return new EmbeddedStore(directory, () -> NOW, Runnable::run, disk, new StoreTuning(50, 10, 4, 100, 2));
    }

    private long write(EmbeddedStore store, String runId, Duration retention) throws IOException {
        try (var writer = found(store.record(RecordingSettings.ofRun(runId).withRetention(retention)))) {
            int id = writer.series(Variant.BASELINE, gauge("g"));
            for (int i = 0; i < 200; i++) {
                writer.append(id, T0 + i, i);
            }
        }
        return new RunFolder(directory.resolve(runId), runId).bytes();
    }

    private void setLastWritten(String runId, Instant time) throws IOException {
        var folder = new RunFolder(directory.resolve(runId), runId);
        for (var name : folder.names()) {
            Files.setLastModifiedTime(folder.path().resolve(name), FileTime.from(time));
        }
    }

    @Test
    void deletion_gives_back_the_bytes_and_leaves_no_file() throws IOException {
        var store = store();
        long bytes = write(store, "run-1", Duration.ofDays(7));
        assertThat(bytes).isPositive();
        assertThat(store.delete("run-1")).isEqualTo(new Deletion.Deleted(bytes));
        assertThat(directory).isEmptyDirectory();
        assertThat(store.delete("run-1")).isEqualTo(new Deletion.NothingThere());
    }

    @Test
    void a_deletion_that_stops_at_any_file_has_ended_the_run_and_is_completed_by_a_sweep() throws IOException {
        var store = store();
        for (int stop = 0; ; stop++) {
            write(store, "run-1", Duration.ofDays(7));
            disk.deletionsLeft = stop;
            var deletion = store.delete("run-1");
            disk.deletionsLeft = Integer.MAX_VALUE;
            if (deletion instanceof Deletion.Deleted) {
                assertThat(stop).isGreaterThan(5);
                break;
            }
            assertThat(deletion).isInstanceOf(Deletion.Failed.class);
            assertThat(store.open("run-1")).as("stopped at %d", stop).isInstanceOf(Answer.NoData.class);
            var swept = found(store().sweep());
            assertThat(swept).extracting(Swept::runId).containsExactly("run-1");
            assertThat(swept.getFirst().deletion()).isInstanceOf(Deletion.Deleted.class);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void an_interrupted_deletion_does_not_touch_a_new_run_of_the_same_name() throws IOException {
        var store = store();
        write(store, "run-1", Duration.ofDays(7));
        disk.deletionsLeft = 1;
        assertThat(store.delete("run-1")).isInstanceOf(Deletion.Failed.class);
        disk.deletionsLeft = Integer.MAX_VALUE;
        long bytes = write(store, "run-1", Duration.ofDays(7));
        assertThat(found(store.sweep())).hasSize(1);
        assertThat(new RunFolder(directory.resolve("run-1"), "run-1").bytes()).isEqualTo(bytes);
    }

    @Test
    void a_sweep_takes_what_is_past_its_retention_and_nothing_else() throws IOException {
        var store = store();
        write(store, "old", Duration.ofDays(7));
        write(store, "young", Duration.ofDays(7));
        write(store, "old-but-kept", Duration.ofDays(30));
        setLastWritten("old", NOW.minus(Duration.ofDays(7)).minusSeconds(1));
        setLastWritten("young", NOW.minus(Duration.ofDays(7)).plusSeconds(1));
        setLastWritten("old-but-kept", NOW.minus(Duration.ofDays(20)));
        assertThat(found(store.sweep())).extracting(Swept::runId).containsExactly("old");
        assertThat(found(store.runs())).containsExactly("old-but-kept", "young");
    }

    @Test
    void a_run_in_progress_is_never_swept() throws IOException {
        var store = store();
        try (var writer = found(store.record(RecordingSettings.ofRun("run-1").withRetention(Duration.ofSeconds(1))))) {
            setLastWritten("run-1", NOW.minus(Duration.ofDays(1)));
            assertThat(found(store().sweep()))
                    .allSatisfy(swept -> assertThat(swept.deletion()).isInstanceOf(Deletion.Failed.class));
            assertThat(found(store().runs())).containsExactly("run-1");
            assertThat(writer.status().problem()).isNull();
        }
    }

    @Test
    void a_reader_of_a_deleted_run_finds_no_data() throws IOException {
        var store = store();
        write(store, "run-1", Duration.ofDays(7));
        var reader = found(store.open("run-1"));
        assertThat(found(reader.series())).hasSize(1);
        store.delete("run-1");
        assertThat(reader.series()).isInstanceOf(Answer.NoData.class);
        assertThat(reader.usage()).isInstanceOf(Answer.NoData.class);
    }
}
