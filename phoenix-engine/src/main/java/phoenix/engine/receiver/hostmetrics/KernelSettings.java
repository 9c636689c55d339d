package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Two constants of the running kernel, from the auxiliary vector of this process; the JDK does not tell them.
 *
 * @param pageBytes size of a memory page
 * @param ticksPerSecond unit of the CPU times in {@code /proc}
 */
record KernelSettings(int pageBytes, int ticksPerSecond) {
    /** What nearly every kernel has. */
    static final KernelSettings USUAL = new KernelSettings(4096, 100);

    private static final int AT_PAGESZ = 6;
    private static final int AT_CLKTCK = 17;

    static KernelSettings read() {
        byte[] vector;
        try (FileInputStream in = new FileInputStream(new File("/proc/self/auxv"))) {
            vector = in.readNBytes(4096);
        } catch (IOException _) {
            return USUAL; // not Linux, or /proc is not mounted: the scrapers will say so
        }
        return parse(vector);
    }

    /** Pairs of 64-bit words: type and value. */
    static KernelSettings parse(byte[] vector) {
        ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
        long pageBytes = USUAL.pageBytes;
        long ticks = USUAL.ticksPerSecond;
        while (words.remaining() >= 16) {
            long type = words.getLong();
            long value = words.getLong();
            if (value <= 0 || value > 1 << 30) {
                continue;
            }
            if (type == AT_PAGESZ) {
                pageBytes = value;
            } else if (type == AT_CLKTCK) {
                ticks = value;
            }
        }
        return new KernelSettings((int) pageBytes, (int) ticks);
    }
}
