package phoenix.engine.exporter.sending.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a folder, held by one process at a time. The system takes it back when the process ends, in whichever
 * way; the file that stays behind means nothing.
 */
final class FolderLock implements Closeable {
    static final String FILE = "lock";
    private static final long LOOK_NANOS = 20_000_000;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder that nobody in this process has.
     *
     * @param timeout how long to wait for another process to let go
     * @return null when another process keeps it
     */
    static @Nullable FolderLock acquire(Path folder, Duration timeout) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean acquired = false;
        try {
            acquired = tryLock(channel, timeout);
            if (!acquired) {
                return null;
            }
            channel.truncate(0);
            String text = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
            return new FolderLock(channel);
        } finally {
            if (!acquired) {
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel, Duration timeout) throws IOException {
        long start = System.nanoTime();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - start >= timeout.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Who has the lock, for people. */
    static String owner(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ)) {
            ByteBuffer text = ByteBuffer.allocate(32);
            channel.read(text, 0);
            String pid = new String(text.array(), 0, text.position(), StandardCharsets.ISO_8859_1);
            return pid.matches("\\d{1,19}") ? "process " + pid : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
