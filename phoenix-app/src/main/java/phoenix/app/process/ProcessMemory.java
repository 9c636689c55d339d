package phoenix.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process takes of the machine's memory. */
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** The most resident memory so far, in bytes; -1 where the system does not tell. */
    public static long maxRssBytes() {
        return bytes("VmHWM:");
    }

    /** The resident memory now, in bytes; -1 where the system does not tell. */
    public static long rssBytes() {
        return bytes("VmRSS:");
    }

    private static long bytes(String key) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(key)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException _) {
            return -1;
        }
        return -1;
    }
}
