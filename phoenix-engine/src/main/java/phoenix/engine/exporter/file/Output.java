package phoenix.engine.exporter.file;

import java.io.IOException;

/** One file being written. Not thread-safe: its owner has the lock. */
interface Output {
    /** Appends all of it; a file that has grown too large may give way to a new one before that. */
    void write(byte[] bytes) throws IOException;

    /** Hands what is in memory to the operating system. */
    void flush() throws IOException;

    /** Flushes and closes. */
    void close() throws IOException;
}
