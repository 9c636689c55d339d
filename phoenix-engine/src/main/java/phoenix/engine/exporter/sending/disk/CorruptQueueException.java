package phoenix.engine.exporter.sending.disk;

import java.io.IOException;

/** A file of the queue holds nothing that this queue has written. */
public final class CorruptQueueException extends IOException {
    private static final long serialVersionUID = 1;

    CorruptQueueException(String message) {
        super(message);
    }
}
