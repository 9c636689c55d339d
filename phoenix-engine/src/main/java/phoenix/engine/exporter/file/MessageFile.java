package phoenix.engine.exporter.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;

/** A file of messages: lines of JSON, or messages with their length before them. Thread-safe. */
final class MessageFile {
    private static final byte[] LINE_END = {'\n'};

    private final Output output;
    private final boolean lines;

    MessageFile(FileConfig config, Path path, InstantSource clock) throws IOException {
        this.output = config.rotation().isPresent()
                ? new RotatingFile(path, config.rotation().get(), clock)
                : new PlainFile(path, config.append());
        this.lines = config.format() == FileConfig.Format.JSON && !config.zstd();
    }

    synchronized void write(byte[] message) throws IOException {
        if (lines) {
            output.write(message);
            output.write(LINE_END); // as in the Collector: in rotation it may come to stand in the next file
        } else {
            output.write(ByteBuffer.allocate(Integer.BYTES + message.length)
                    .putInt(message.length)
                    .put(message)
                    .array());
        }
    }

    synchronized void flush() throws IOException {
        output.flush();
    }

    synchronized void close() throws IOException {
        output.close();
    }
}
