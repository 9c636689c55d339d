package phoenix.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import phoenix.experiment.store.Answer;
import phoenix.experiment.store.Deletion;
import phoenix.experiment.store.RecordingSettings;
import phoenix.experiment.store.RecordingStore;
import phoenix.experiment.store.RunReader;
import phoenix.experiment.store.RunWriter;

/**
 * The comparison store that needs nothing installed: a folder per run in a directory of its own. Several processes may use one
 * directory at a time, and read any run; each run has one writer. Safe for several threads.
 */
public final class EmbeddedStore implements RecordingStore {
    private final Path directory;
    private final InstantSource clock;
    private final Executor executor;
    private final Disk disk;
    private final StoreTuning tuning;
    private final Map<String, EmbeddedRunWriter> writers = new ConcurrentHashMap<>();

    /**
     * Opens nothing yet; the directory is made when the first run is recorded.
     *
     * @param directory holds runs and nothing else
     * @param clock for retention
     * @param executor runs what waits for the disk, at most one task per run at a time
     */
    public EmbeddedStore(Path directory, InstantSource clock, Executor executor) {
        this(directory, clock, executor, Disk.REAL, StoreTuning.DEFAULT);
    }

    EmbeddedStore(Path directory, InstantSource clock, Executor executor, Disk disk, StoreTuning tuning) {
        this.directory = directory;
        this.clock = clock;
        this.executor = executor;
        this.disk = disk;
        this.tuning = tuning;
    }

    @Override
    public Answer<RunWriter> record(RecordingSettings settings) {
        var folder = folder(settings.runId());
        try {
            Files.createDirectories(folder.path());
            var lock = RunLock.acquire(folder);
            boolean begun = false;
            try {
                var place = new RunRecorder.Place(folder, settings, tuning, disk, clock);
                var writer = begin(place, () -> {
                    writers.remove(settings.runId());
                    release(lock);
                });
                writers.put(settings.runId(), writer);
                begun = true;
                return new Answer.Found<>(writer);
            } finally {
                if (!begun) {
                    lock.close();
                }
            }
        } catch (ProblemException e) {
            return new Answer.Unavailable<>(e.problem());
        } catch (IOException e) {
            return new Answer.Unavailable<>(Problems.of(folder.path(), e));
        }
    }

    private EmbeddedRunWriter begin(RunRecorder.Place place, Runnable onClosed) throws IOException, ProblemException {
        var folder = place.folder();
        var names = folder.names();
        if (!names.contains(RunFolder.MARKER)) {
            if (!RunFolder.isBarelyBegun(names)) {
                throw new ProblemException(Problems.foreign(folder.path(), "holds files but no run of this store"));
            }
        } else {
            folder.readMarker();
        }
        folder.writeMarker(disk, place.settings().retention());
        var files = RunFiles.read(folder);
        var recorder = new RunRecorder(place, files);
        return new EmbeddedRunWriter(place, files, recorder, new SerialTasks(executor), onClosed);
    }

    private static void release(RunLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            System.getLogger(EmbeddedStore.class.getName())
                    .log(System.Logger.Level.WARNING, "the lock of a run was not given back", e);
        }
    }

    @Override
    public Answer<RunReader> open(String runId) {
        if (!RecordingSettings.isRunId(runId)) {
            return new Answer.NoData<>("\"" + runId + "\" cannot be the id of a run");
        }
        var writer = writers.get(runId);
        if (writer != null) {
            return new Answer.Found<>(writer.reader());
        }
        var folder = folder(runId);
        try {
            folder.readMarker();
            return new Answer.Found<>(new EmbeddedRunReader(folder, new FolderSource(folder)));
        } catch (NoSuchFileException e) {
            return new Answer.NoData<>("no run " + runId + " in " + directory);
        } catch (ProblemException e) {
            return new Answer.Unavailable<>(e.problem());
        } catch (IOException e) {
            return new Answer.Unavailable<>(Problems.of(folder.path(), e));
        }
    }

    @Override
    public Answer<List<String>> runs() {
        try {
            return new Answer.Found<>(folderNames().stream()
                    .filter(RecordingSettings::isRunId)
                    .filter(name -> Files.exists(folder(name).marker()))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            return new Answer.Unavailable<>(Problems.of(directory, e));
        }
    }

    @Override
    public Deletion delete(String runId) {
        return RecordingSettings.isRunId(runId)
                ? new RunDeletion(disk).delete(folder(runId))
                : new Deletion.NothingThere();
    }

    @Override
    public Answer<List<Swept>> sweep() {
        var swept = new ArrayList<Swept>();
        try {
            for (var name : folderNames()) {
                if (RunDeletion.isDoomed(name)) {
                    var runId = RunDeletion.runOf(name);
                    if (RecordingSettings.isRunId(runId)) {
                        swept.add(new Swept(runId, new RunDeletion(disk).resume(folder(runId))));
                    }
                } else if (RecordingSettings.isRunId(name) && isExpired(folder(name))) {
                    swept.add(new Swept(name, delete(name)));
                }
            }
            return new Answer.Found<>(List.copyOf(swept));
        } catch (IOException e) {
            return new Answer.Unavailable<>(Problems.of(directory, e));
        }
    }

    private boolean isExpired(RunFolder folder) throws IOException {
        try {
            var retention = folder.readMarker();
            return folder.lastWritten().plus(retention).isBefore(clock.instant());
        } catch (NoSuchFileException | ProblemException e) {
            // Not known to be a run: not ours to delete unasked.
            return false;
        }
    }

    private List<String> folderNames() throws IOException {
        return new RunFolder(directory, "").names();
    }

    private RunFolder folder(String runId) {
        return new RunFolder(directory.resolve(runId), runId);
    }
}
