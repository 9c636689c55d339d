package phoenix.engine.exporter.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import phoenix.engine.exporter.file.FileConfig.Rotation;

/**
 * A file that gives way to a new one when it has grown too large, as the rotating writer (timberjack) of the Collector
 * does: it is opened by the first write, goes on with a file that is there, and writes without a buffer. Old files are
 * {@code NAME-TIME-size.EXT}.
 */
final class RotatingFile implements Output {
    private static final String FILE_MODE = "rw-r--r--";

    private final Path path;
    private final Rotation rotation;
    private final InstantSource clock;
    private final Backups backups;
    private @Nullable OutputStream out;
    private long size;

    RotatingFile(Path path, Rotation rotation, InstantSource clock) {
        this.path = path;
        this.rotation = rotation;
        this.clock = clock;
        this.backups = new Backups(path, rotation);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (bytes.length > rotation.bytesMax()) {
            throw new IOException("a message of " + bytes.length + " bytes is larger than a whole file may be ("
                    + rotation.bytesMax() + ")");
        }
        if (out == null) {
            openExistingOrNew(bytes.length);
        }
        if (size + bytes.length > rotation.bytesMax()) {
            rotate();
        }
        Objects.requireNonNull(out).write(bytes);
        size += bytes.length;
    }

    private void openExistingOrNew(int bytesToWrite) throws IOException {
        backups.prune(clock.instant());
        if (!Files.exists(path)) {
            openNew();
        } else if (Files.size(path) + bytesToWrite >= rotation.bytesMax()) {
            rotate();
        } else {
            size = Files.size(path);
            out = Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
    }

    private void rotate() throws IOException {
        close();
        Instant now = clock.instant();
        Files.move(path, backups.at(now), StandardCopyOption.REPLACE_EXISTING);
        openNew();
        backups.prune(now);
    }

    private void openNew() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        out = Files.newOutputStream(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(FILE_MODE));
        size = 0;
    }

    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        OutputStream closing = out;
        out = null;
        if (closing != null) {
            closing.close();
        }
    }
}
