package phoenix.app.store;

import java.io.IOException;
import java.nio.file.Path;

/** A real disk that has room for so many bytes, and lets so many files be deleted. */
final class FaultyDisk implements Disk {
    long bytesLeft = Long.MAX_VALUE;
    int deletionsLeft = Integer.MAX_VALUE;

    @Override
    public AppendFile create(Path file) throws IOException {
        return limited(REAL.create(file));
    }

    @Override
    public AppendFile reopen(Path file, long size) throws IOException {
        return limited(REAL.reopen(file, size));
    }

    @Override
    public void publish(Path from, Path to) throws IOException {
        REAL.publish(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        if (deletionsLeft == 0) {
            throw new IOException("Input/output error");
        }
        deletionsLeft--;
        REAL.delete(file);
    }

    private AppendFile limited(AppendFile file) {
        return new AppendFile() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int room = (int) Math.min(length, bytesLeft);
                // As a file system does: what fits is written, then the error comes.
                file.write(bytes, offset, room);
                bytesLeft -= room;
                if (room < length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void sync() throws IOException {
                file.sync();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
