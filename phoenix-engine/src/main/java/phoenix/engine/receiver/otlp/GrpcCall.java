package phoenix.engine.receiver.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import phoenix.engine.net.Header;

/** One call whose request is coming in: five bytes that say how long the message is, then the message. For one thread. */
final class GrpcCall implements AutoCloseable {
    private static final int PREFIX_BYTES = 5;

    final int streamId;
    final Body message;
    private final List<Header> headers;
    private final IntakeBudget budget;
    private final byte[] prefix = new byte[PREFIX_BYTES];
    private int prefixRead;
    private boolean open = true;

    /** The overhead of the call has been reserved. */
    GrpcCall(int streamId, List<Header> headers, Body message, IntakeBudget budget) {
        this.streamId = streamId;
        this.headers = headers;
        this.message = message;
        this.budget = budget;
    }

    String header(String name) {
        return header(headers, name);
    }

    static String header(List<Header> headers, String name) {
        for (Header header : headers) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return "";
    }

    boolean hasPrefix() {
        return prefixRead == PREFIX_BYTES;
    }

    /** 1 for a message that is compressed, 0 for one that is not. */
    byte flag() {
        return prefix[0];
    }

    /** The announced length, unsigned 32 bit. */
    long length() {
        return (prefix[1] & 0xffL) << 24 | (prefix[2] & 0xff) << 16 | (prefix[3] & 0xff) << 8 | (prefix[4] & 0xff);
    }

    boolean isComplete() {
        return hasPrefix() && message.size() == length();
    }

    /** Takes what belongs to the message, and passes over what follows it. */
    void add(byte[] data, @Nullable LengthCheck check) throws Body.TooLargeException, Body.NoRoomException {
        int from = 0;
        while (from < data.length && prefixRead < PREFIX_BYTES) {
            prefix[prefixRead++] = data[from++];
        }
        if (hasPrefix()) {
            if (check != null) {
                check.check(length());
            }
            message.announce(length());
            message.append(data, from, (int) Math.min(data.length - from, length() - message.size()));
        }
    }

    /** Looks at the length as soon as it is known. */
    @FunctionalInterface
    interface LengthCheck {
        void check(long length) throws Body.TooLargeException;
    }

    @Override
    public void close() {
        message.close();
        if (open) {
            open = false;
            budget.release(Intake.OVERHEAD_BYTES);
        }
    }
}
