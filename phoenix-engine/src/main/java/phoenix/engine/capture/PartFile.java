package phoenix.engine.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that gets its name when it is whole. Not thread-safe. */
final class PartFile implements Closeable {
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private long size;
    private boolean broken;

    PartFile(Path file) throws IOException {
        this.file = file;
        this.part = partOf(file);
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // in this process
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        if (!mine) {
            throw new IOException("another capture is being written to " + part);
        }
        channel.truncate(0);
    }

    static Path partOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    long size() {
        return size;
    }

    void write(byte[] bytes, int length) throws IOException {
        if (broken) {
            // A part of a block may be there: what came after it could not be found.
            throw new IOException("an earlier write failed");
        }
        broken = true;
        ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
        while (left.hasRemaining()) {
            size += channel.write(left);
        }
        broken = false;
    }

    void finish() throws IOException {
        channel.force(true);
        channel.close();
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
