package phoenix.engine.receiver.otlp;

import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of one request, in an array that grows as they come and is paid for from the budget: a length that a client
 * merely announces costs nothing. For one thread at a time. To be closed, which gives the memory back.
 */
final class Body implements AutoCloseable {
    private static final int CAPACITY_MIN = 1024;

    private final IntakeBudget budget;
    private final long bytesMax;
    private byte[] bytes = {};
    private int size;
    private long announced;

    /** More bytes than the configuration lets a request have. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(long bytesMax) {
            super("more than " + bytesMax + " bytes");
        }
    }

    /** The budget of all requests together is used up. */
    static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("too much data is being received");
        }
    }

    Body(IntakeBudget budget, long bytesMax) {
        this.budget = budget;
        this.bytesMax = Math.min(bytesMax, Integer.MAX_VALUE - 16);
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** So many bytes are to come, says the client. */
    void announce(long length) {
        announced = length;
    }

    void append(byte[] from, int offset, int length) throws TooLargeException, NoRoomException {
        if (length > bytesMax - size) {
            throw new TooLargeException(bytesMax);
        }
        if (length > bytes.length - size) {
            grow((long) size + length);
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** Makes room for that many bytes, to be written into {@link #bytes} by someone else. */
    void room(long length) throws TooLargeException, NoRoomException {
        if (length > bytesMax) {
            throw new TooLargeException(bytesMax);
        }
        if (length > bytes.length) {
            grow(length);
        }
    }

    /** The first bytes have been written. */
    void filled(int length) {
        size = length;
    }

    private void grow(long needed) throws NoRoomException {
        long wanted = Math.max(CAPACITY_MIN, Math.max(needed, size * 2L));
        if (announced > 0 && needed <= announced) {
            // A quarter of it is there: the rest is probably meant.
            wanted = needed >= announced / 4 ? announced : Math.min(wanted, announced);
        }
        int capacity = (int) Math.min(bytesMax, wanted);
        if (!budget.reserve(capacity)) {
            throw new NoRoomException();
        }
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, capacity);
        budget.release(before);
    }

    @Override
    public void close() {
        budget.release(bytes.length);
        bytes = new byte[0];
        size = 0;
    }
}
