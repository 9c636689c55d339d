package phoenix.engine.exporter.sending.disk;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** One file of requests, as far as it is in memory: a bit for each request. Guarded by the lock of the queue. */
final class Segment {
    /** What every file of requests begins with; the last letter is the version of the format. */
    static final byte[] MAGIC = "PHXQUEU1".getBytes(StandardCharsets.US_ASCII);

    static final String SUFFIX = ".requests";
    private static final int NUMBER_DIGITS = 12;

    final long number;
    /** Requests that are sent, given up, or damaged: nothing is to be done about them. */
    final BitSet done;
    /** Where the last whole request ends. */
    long bytes;
    /** Bytes of the file that says what is done. */
    long doneBytes;
    /** Ordinals given out so far. */
    int records;

    int liveRequests;
    long livePoints;
    long liveBytes;

    Segment(long number, BitSet done) {
        this.number = number;
        this.done = done;
    }

    static String name(long number) {
        return baseName(number) + SUFFIX;
    }

    static String baseName(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, NUMBER_DIGITS - digits.length())) + digits;
    }

    /** The number in a file's name; 0 where it is none of this queue. */
    static long number(String name, String suffix) {
        String digits = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
        return digits.matches("\\d{" + NUMBER_DIGITS + ",18}") ? Long.parseLong(digits) : 0;
    }

    void add(int ordinal, int points, int requestBytes) {
        records = ordinal + 1;
        liveRequests++;
        livePoints += points;
        liveBytes += requestBytes;
    }

    /** Notes that nothing is to be done about a request any more; false when that was known. */
    boolean settle(RecordKey key) {
        if (done.get(key.ordinal())) {
            return false;
        }
        done.set(key.ordinal());
        liveRequests--;
        livePoints -= key.points();
        liveBytes -= key.bytes();
        return true;
    }

    QueueUsage usage() {
        return new QueueUsage(liveRequests, livePoints, liveBytes, bytes + doneBytes);
    }
}
