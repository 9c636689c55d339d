package phoenix.app.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the store does to files. A test puts a disk in its place that fails. */
interface Disk {
    /** Creates a file; one that exists is emptied. */
    AppendFile create(Path file) throws IOException;

    /** Opens a file to go on at its end, after cutting it to a size. */
    AppendFile reopen(Path file, long size) throws IOException;

    /** Gives a finished file its name, in one step. */
    void publish(Path from, Path to) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;

    Disk REAL = new Disk() {
        @Override
        public AppendFile create(Path file) throws IOException {
            return new Stream(new FileOutputStream(file.toFile()));
        }

        @Override
        public AppendFile reopen(Path file, long size) throws IOException {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
            return new Stream(new FileOutputStream(file.toFile(), true));
        }

        @Override
        public void publish(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    };

    /** A stream, not a channel: interrupting the writing thread closes a channel in the middle of a record. */
    record Stream(FileOutputStream out) implements AppendFile {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void sync() throws IOException {
            out.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
