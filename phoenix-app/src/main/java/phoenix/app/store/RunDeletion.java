package phoenix.app.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import phoenix.experiment.store.Deletion;

/**
 * Deletes the folder of a run. First it is renamed, which ends the run for everyone in one step; then its files go. A process
 * that dies in between leaves a folder whose name says what to do with it.
 */
final class RunDeletion {
    /** A run id never begins with a dot. */
    private static final String DOOMED = ".deleting-";

    private final Disk disk;

    RunDeletion(Disk disk) {
        this.disk = disk;
    }

    static boolean isDoomed(String folderName) {
        return folderName.startsWith(DOOMED);
    }

    static String runOf(String folderName) {
        return folderName.substring(DOOMED.length());
    }

    private static Path doomed(RunFolder folder) {
        return folder.path().resolveSibling(DOOMED + folder.runId());
    }

    Deletion delete(RunFolder folder) {
        try {
            long before = finish(folder);
            if (!Files.isDirectory(folder.path())) {
                return before < 0 ? new Deletion.NothingThere() : new Deletion.Deleted(before);
            }
            requireOurs(folder);
            long bytes = folder.bytes();
            var lock = RunLock.acquire(folder);
            try {
                // Held over the renaming, so that nobody begins to write what is going away.
                Files.move(folder.path(), doomed(folder), StandardCopyOption.ATOMIC_MOVE);
                finish(folder);
            } finally {
                lock.close();
            }
            if (Files.exists(folder.path()) || Files.exists(doomed(folder))) {
                return new Deletion.Failed(
                        Problems.of(folder.path(), new IOException("the folder is still there after its deletion")));
            }
            return new Deletion.Deleted(bytes + Math.max(0, before));
        } catch (ProblemException e) {
            return new Deletion.Failed(e.problem());
        } catch (NoSuchFileException e) {
            // Another process deleted it in the meantime.
            return new Deletion.NothingThere();
        } catch (IOException e) {
            return new Deletion.Failed(Problems.of(folder.path(), e));
        }
    }

    /** Completes a deletion that an earlier process began, whatever has taken the run's name since. */
    Deletion resume(RunFolder folder) {
        try {
            long bytes = finish(folder);
            return bytes < 0 ? new Deletion.NothingThere() : new Deletion.Deleted(bytes);
        } catch (IOException e) {
            return new Deletion.Failed(Problems.of(folder.path(), e));
        }
    }

    /** Refuses to delete what others put there. */
    private static void requireOurs(RunFolder folder) throws IOException, ProblemException {
        var names = folder.names();
        for (var name : names) {
            if (!RunFolder.isOurs(name)) {
                throw new ProblemException(
                        Problems.foreign(folder.path(), "holds a file that is not this store's: " + name));
            }
        }
        if (!names.contains(RunFolder.MARKER) && !names.isEmpty() && !RunFolder.isBarelyBegun(names)) {
            throw new ProblemException(Problems.foreign(folder.path(), "was not written by this store"));
        }
    }

    /**
     * Completes a deletion that was begun.
     *
     * @return bytes given back, or -1 if none was begun
     */
    private long finish(RunFolder folder) throws IOException {
        var doomed = new RunFolder(doomed(folder), folder.runId());
        if (!Files.isDirectory(doomed.path())) {
            return -1;
        }
        long bytes = doomed.bytes();
        for (var name : doomed.names()) {
            disk.delete(doomed.path().resolve(name));
        }
        try {
            disk.delete(doomed.path());
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("files appeared in " + doomed.path() + " while it was deleted", e);
        }
        return bytes;
    }
}
