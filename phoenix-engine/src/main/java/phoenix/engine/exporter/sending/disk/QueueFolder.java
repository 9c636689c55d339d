package phoenix.engine.exporter.sending.disk;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import phoenix.engine.component.StorageSpace;

/**
 * The queue of a folder while it is open. When an exporter takes the place of another one after a reload, both have it
 * for a moment: the old one sends what it has under way, the new one already puts in.
 */
public final class QueueFolder {
    private static final System.Logger LOG = System.getLogger(QueueFolder.class.getName());
    private static final long SEGMENT_BYTES = 16 << 20;
    private static final long SEGMENT_BYTES_MIN = 64 << 10;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * The folders that this process has open. Static because the system's locks are: a process that opens and closes a
     * lock file a second time lets go of the lock.
     */
    private static final Map<Path, QueueFolder> OPEN = new HashMap<>();

    private final Path path;
    private final Object owner;
    private final FolderLock lock;
    private final QueueLog log;
    private final Semaphore reading = new Semaphore(1);
    private int users = 1;

    private QueueFolder(Path path, Object owner, FolderLock lock, QueueLog log) {
        this.path = path;
        this.owner = owner;
        this.lock = lock;
        this.log = log;
    }

    /** A folder, with what was found in it by the one who opened it. */
    public record Opened(QueueFolder folder, Recovery recovery) {}

    /**
     * Opens the queue of a folder, which is made when it is not there, or joins the same owner's use of it.
     *
     * @param owner tells the exporters that may share the folder from all others
     * @param now names the copy of a folder that cannot be read
     * @throws IOException with a message that says what to do
     */
    public static Opened open(StorageSpace space, Object owner, Instant now) throws IOException {
        synchronized (OPEN) {
            makeFolder(space.folder());
            Path path = space.folder().toRealPath();
            QueueFolder open = OPEN.get(path);
            if (open != null && open.owner != owner) {
                throw new IOException("the queue in " + path + " is in use by another exporter of this process:"
                        + " give each its own directory");
            }
            if (open != null) {
                open.users++;
                open.log.setSync(space.sync());
                return new Opened(open, Recovery.NOTHING);
            }
            Opened opened = openAlone(path, space, owner, now);
            OPEN.put(path, opened.folder());
            return opened;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static Opened openAlone(Path path, StorageSpace space, Object owner, Instant now) throws IOException {
        FolderLock lock = locked(path, space);
        boolean opened = false;
        try {
            QueueLog.Opened queue = read(path, space);
            if (queue == null) {
                Path backup = path.resolveSibling(path.getFileName() + "." + STAMP.format(now) + ".backup");
                lock.close();
                Files.move(path, backup);
                LOG.log(
                        Level.WARNING,
                        "the queue in {0} cannot be read; it is now {1}, and a new one begins",
                        path,
                        backup);
                makeFolder(path);
                lock = locked(path, space);
                queue = QueueLog.open(new RealFiles(path), path.toString(), segmentBytes(space.bytesMax()));
            }
            queue.log().setSync(space.sync());
            opened = true;
            return new Opened(new QueueFolder(path, owner, lock, queue.log()), queue.recovery());
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private static FolderLock locked(Path path, StorageSpace space) throws IOException {
        FolderLock lock = FolderLock.acquire(path, space.lockTimeout());
        if (lock == null) {
            throw new IOException("the queue in " + path + " is in use by " + FolderLock.owner(path)
                    + ": stop it, or choose another directory");
        }
        return lock;
    }

    /** Null when what is there is to give way. */
    private static QueueLog.@Nullable Opened read(Path path, StorageSpace space) throws IOException {
        try {
            return QueueLog.open(new RealFiles(path), path.toString(), segmentBytes(space.bytesMax()));
        } catch (CorruptQueueException e) {
            if (space.recreate()) {
                return null;
            }
            throw new IOException(
                    "the queue in " + path + " cannot be read (" + e.getMessage()
                            + "): move the folder away, or set recreate: true to have that done",
                    e);
        }
    }

    /** Small enough that a limited folder gives space back in several parts. */
    static long segmentBytes(long bytesMax) {
        return bytesMax == 0 ? SEGMENT_BYTES : Math.clamp(bytesMax / 8, SEGMENT_BYTES_MIN, SEGMENT_BYTES);
    }

    public QueueLog log() {
        return log;
    }

    /** One permit: whoever has it may read. */
    public Semaphore reading() {
        return reading;
    }

    /** To be called once by each that opened it; the last one closes the files. */
    public void release() throws IOException {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(path);
                try {
                    log.close();
                } finally {
                    lock.close();
                }
            }
        }
    }
}
