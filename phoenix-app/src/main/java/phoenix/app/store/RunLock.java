package phoenix.app.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write a run or to delete it, held by one process at a time. The system takes it back when the process ends, in
 * whichever way; the file that stays behind means nothing.
 */
final class RunLock implements Closeable {
    /**
     * Folders locked by this process. Static because the system's locks are: opening and closing the lock file a second time
     * in one process would let go of the lock, so that must not happen wherever in the process the first holder is.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path held;

    private RunLock(FileChannel channel, Path held) {
        this.channel = channel;
        this.held = held;
    }

    /**
     * Takes the lock of a folder that exists.
     *
     * @throws ProblemException if another process, or this one, holds it
     * @throws NoSuchFileException if there is no such folder, or it was deleted a moment ago
     */
    static RunLock acquire(RunFolder folder) throws IOException, ProblemException {
        var real = folder.path().toRealPath();
        if (!HELD.add(real)) {
            throw new ProblemException(Problems.locked(folder.runId(), "this process"));
        }
        FileChannel channel = null;
        boolean acquired = false;
        try {
            channel = FileChannel.open(
                    folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new ProblemException(Problems.locked(folder.runId(), owner(channel)));
            }
            if (!Files.exists(folder.lock())) {
                throw new NoSuchFileException(folder.lock().toString());
            }
            channel.truncate(0);
            var text = "process " + ProcessHandle.current().pid();
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
            acquired = true;
            return new RunLock(channel, real);
        } finally {
            if (!acquired) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(real);
            }
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(64);
        channel.read(text, 0);
        var owner = new String(text.array(), 0, text.position(), StandardCharsets.ISO_8859_1);
        return owner.matches("process \\d{1,19}") ? owner : "another process";
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(held);
        }
    }
}
