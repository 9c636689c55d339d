package phoenix.engine.receiver.hostmetrics;

import java.io.IOException;
import java.util.Arrays;

/**
 * What {@code /proc/PID/stat} says, read in place at each scrape. The name comes first, in parentheses, and may hold
 * anything, spaces and parentheses included: the last closing one ends it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ProcessStat {
    /** Bit of the kernel's {@code PF_KTHREAD} in the flags. */
    private static final long KERNEL_THREAD = 0x0020_0000;

    byte[] name = new byte[0];
    boolean isNameNew;
    byte state;
    int parentPid;
    boolean isKernelThread;
    long minorFaults;
    long majorFaults;
    long userTicks;
    long systemTicks;
    long ioWaitTicks;
    int threads;
    long startTicks;

    /** Takes the values from a record that the reader holds. */
    void parse(TextReader record) throws IOException {
        int open = record.indexInLine('(');
        int close = record.lastIndexInLine(')');
        if (open < 0 || close < open) {
            throw new MalformedException("a stat file has no name in parentheses");
        }
        parseName(record, open + 1, close);
        record.seek(close + 1);
        record.skipFields(1);
        state = record.byteAt(record.fieldStart());
        parentPid = (int) record.nextNumber();
        record.skipFields(4); // group, session, terminal and its group
        isKernelThread = (record.nextNumber() & KERNEL_THREAD) != 0;
        minorFaults = record.nextNumber();
        record.skipFields(1);
        majorFaults = record.nextNumber();
        record.skipFields(1);
        userTicks = record.nextNumber();
        systemTicks = record.nextNumber();
        record.skipFields(4); // times of children, priority, nice
        threads = (int) record.nextNumber();
        record.skipFields(1);
        startTicks = record.nextNumber();
        ioWaitTicks = ioWait(record);
    }

    /** Field 42; old kernels have none. */
    private static long ioWait(TextReader record) throws MalformedException {
        for (int field = 23; field < 42; field++) {
            if (!record.nextField()) {
                return 0;
            }
        }
        return record.nextField() ? record.number() : 0;
    }

    private void parseName(TextReader record, int from, int to) {
        int length = to - from;
        boolean isSame = name.length == length;
        for (int i = 0; isSame && i < length; i++) {
            isSame = name[i] == record.byteAt(from + i);
        }
        isNameNew = !isSame;
        if (!isSame) {
            byte[] copy = new byte[length];
            for (int i = 0; i < length; i++) {
                copy[i] = record.byteAt(from + i);
            }
            name = copy;
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(name) + " " + (char) state;
    }
}
