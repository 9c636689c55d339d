package phoenix.app.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import phoenix.experiment.store.StoreProblem;
import phoenix.experiment.store.StoreProblem.Kind;

/** Says what went wrong with a file, in words that tell a user what to do. */
final class Problems {
    private Problems() {}

    static StoreProblem of(Path where, Exception e) {
        String reason = reason(e);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded") || lower.contains("file too large")) {
            return new StoreProblem(
                    Kind.DISK_FULL,
                    "cannot write the comparison samples in " + where + ": " + reason,
                    "free space there, or choose another directory with --data");
        }
        if (e instanceof AccessDeniedException
                || e instanceof NotDirectoryException
                || e instanceof FileAlreadyExistsException
                || e instanceof ReadOnlyFileSystemException
                || lower.contains("permission denied")
                || lower.contains("read-only file system")
                || lower.contains("not a directory")) {
            return new StoreProblem(
                    Kind.NO_ACCESS,
                    "cannot use " + where + " for the comparison samples: " + reason,
                    "make it a directory that this user can write, or choose another with --data");
        }
        return new StoreProblem(
                Kind.FAILED,
                "the comparison store failed in " + where + ": " + reason,
                "look at the disk that holds it, or choose another directory with --data");
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        if (e instanceof NotDirectoryException notDirectory) {
            return "not a directory: " + notDirectory.getFile();
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return "not a directory: " + exists.getFile();
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + ": " + failed.getFile();
        }
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    static StoreProblem closed(String runId) {
        return new StoreProblem(Kind.CLOSED, "run " + runId + " is closed for writing", "open it again");
    }

    static StoreProblem sizeLimit(String runId, long bytesMax) {
        return new StoreProblem(
                Kind.SIZE_LIMIT,
                "run " + runId + " has reached its size limit of " + bytesMax + " bytes",
                "raise comparison.max_size, collect less often, or make the experiment shorter");
    }

    static StoreProblem foreign(Path where, String what) {
        return new StoreProblem(
                Kind.FOREIGN, where + " " + what, "choose another directory with --data, or move those files away");
    }

    static StoreProblem corrupt(Path where, String what) {
        return new StoreProblem(
                Kind.CORRUPT, where + " is damaged: " + what, "delete the folder; the run cannot be read");
    }

    static StoreProblem locked(String runId, String owner) {
        return new StoreProblem(
                Kind.LOCKED,
                "run " + runId + " is being written by " + owner,
                "wait for that process, stop it, or start a run of another id");
    }
}
