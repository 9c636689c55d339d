package phoenix.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import phoenix.experiment.store.ComparisonStore;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.RunWriter;

class EmbeddedStoreContractTest extends ComparisonStoreContract {
    @TempDir
    Path directory;

    private EmbeddedStore store;
    private final Map<String, RunWriter> writers = new HashMap<>();

    @BeforeEach
    void open() {
        store = new EmbeddedStore(directory, () -> Instant.ofEpochMilli(T0), Runnable::run);
    }

    @AfterEach
    void close() {
        writers.values().forEach(RunWriter::close);
    }

    @Override
    ComparisonStore store() {
        return store;
    }

    @Override
    void give(String runId, List<Given> series) {
        var writer = writers.computeIfAbsent(runId, id -> found(store.record(RecordingSettings.ofRun(id))));
        for (var given : series) {
            int id = writer.series(given.variant(), given.identity());
            for (int i = 0; i < given.times().length; i++) {
                assertThat(writer.append(id, given.times()[i], given.values()[i]))
                        .isTrue();
            }
        }
        writer.commit();
    }

    @Override
    void end(String runId) {
        var writer = writers.remove(runId);
        if (writer != null) {
            writer.close();
        }
    }

    @Override
    void restart() {
        writers.values().forEach(RunWriter::close);
        writers.clear();
        open();
    }

    @Override
    void breakRun(String runId) {
        try {
            Files.writeString(directory.resolve(runId).resolve(RunFolder.MARKER), "something else");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
