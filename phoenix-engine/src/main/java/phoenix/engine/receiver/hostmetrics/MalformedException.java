package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;

/** A file does not have the form that the kernel documents. Without a stack trace: it can occur for each process. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
