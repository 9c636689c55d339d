package phoenix.engine.exporter.sending.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a folder. Random access files, not channels: interrupting a thread closes a channel in the middle of a
 * record.
 */
record RealFiles(Path folder) implements QueueFiles {
    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(folder.resolve(name));
    }

    @Override
    public Appender create(String name) throws IOException {
        Path path = folder.resolve(name);
        if (Files.notExists(path)) {
            // What the queue holds is the business of nobody else, as in the Collector.
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return reopen(name, 0);
    }

    @Override
    public Appender reopen(String name, long size) throws IOException {
        RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw");
        try {
            Appending appending = new Appending(file);
            appending.cut(size);
            return appending;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Reader open(String name) throws IOException {
        return new Reading(new RandomAccessFile(folder.resolve(name).toFile(), "r"));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void syncNames() throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private record Appending(RandomAccessFile file) implements Appender {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            file.write(bytes, offset, length);
        }

        @Override
        public void cut(long size) throws IOException {
            if (file.length() > size) {
                file.setLength(size);
            }
            file.seek(size);
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private record Reading(RandomAccessFile file) implements Reader {
        @Override
        public int read(long position, byte[] into, int offset, int length) throws IOException {
            file.seek(position);
            int read = 0;
            while (read < length) {
                int more = file.read(into, offset + read, length - read);
                if (more < 0) {
                    break;
                }
                read += more;
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
