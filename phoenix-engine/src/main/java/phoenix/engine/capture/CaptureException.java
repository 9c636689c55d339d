package phoenix.engine.capture;

import java.io.IOException;

/** A capture that cannot be read on: what is wrong, and where in the file. */
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    CaptureException(String message, long offset) {
        super(message + " at byte " + offset);
        this.offset = offset;
    }

    /** Where in the file, in bytes as they are on the disk; of a compressed file of lines, in bytes unpacked. */
    public long offset() {
        return offset;
    }
}
