package phoenix.engine.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded batches one after the other, in the order of the file. Takes what {@code phoenix capture} writes, and what
 * the Collector's {@code file} exporter writes: lines of JSON, as they are or in gzip or zstd, and messages with their
 * length before them, in JSON or protobuf. Which of them it is the first bytes tell.
 *
 * <p>The bytes may be anyone's: what a length says is not believed, memory is bounded by one block or message of 32 MiB, and
 * what is wrong is a {@link CaptureException} with its place. Not thread-safe.
 */
public interface CaptureInput extends Closeable {
    /**
     * Opens a file.
     *
     * @throws CaptureException when it is none that can be read
     */
    static CaptureInput open(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file, StandardOpenOption.READ)) {
            start = in.readNBytes(CaptureFormat.HEADER_BYTES);
        }
        return CaptureFormat.hasMagic(start) ? new BinaryCaptureInput(file) : MessageInput.open(file, start);
    }

    /**
     * The next batch.
     *
     * @return null at the end of the file
     * @throws CaptureException when the file is damaged here; what came before is good, and there is nothing to come
     */
    @Nullable
    CapturedBatch next() throws IOException;

    /** What was missing at the end of a recording that was cut off, with the place; empty for a whole one. */
    String torn();
}
