package phoenix.app.store;

import java.io.Closeable;
import java.io.IOException;

/** A file that is written at its end only. */
interface AppendFile extends Closeable {
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Waits until what was written survives a loss of power. */
    void sync() throws IOException;
}
