package phoenix.engine.exporter.sending.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** What the queue does to the files of its folder. A test puts files in its place that fail, or that stop at any byte. */
interface QueueFiles {
    List<String> names() throws IOException;

    long size(String name) throws IOException;

    /** Creates a file; one that exists is emptied. */
    Appender create(String name) throws IOException;

    /** Opens a file to go on at its end, after cutting it to a size. */
    Appender reopen(String name, long size) throws IOException;

    /** Opens a file to read it, while it may still grow. */
    Reader open(String name) throws IOException;

    /** Deletes a file if it is there. */
    void delete(String name) throws IOException;

    /** Waits until the names of new files survive a loss of power. */
    void syncNames() throws IOException;

    /** A file that is written at its end only. Not thread-safe. */
    interface Appender extends Closeable {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Takes back what was written behind a size. */
        void cut(long size) throws IOException;

        /** Waits until what was written survives a loss of power. */
        void sync() throws IOException;
    }

    /** A file that is read anywhere. Not thread-safe. */
    interface Reader extends Closeable {
        /** Reads {@code length} bytes, or fewer where the file ends. */
        int read(long position, byte[] into, int offset, int length) throws IOException;
    }
}
