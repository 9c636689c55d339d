package phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process in {@code /proc/PID}. */
final class ProcFile {
    /** USER_HZ, which is 100 on every architecture that a JDK 25 runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcFile() {}

    /** CPU seconds of the process so far, user and system, those of ended children not included. */
    static double cpuSeconds(long pid) throws IOException {
        return cpuSecondsOf(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    /** The most that was resident so far, in MB of 10^6 bytes. */
    static double peakMegabytes(long pid) throws IOException {
        return peakMegabytesOf(Files.readString(Path.of("/proc/" + pid + "/status")));
    }

    /** Fields 14 and 15; the name in field 2 may hold spaces and parentheses. */
    static double cpuSecondsOf(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    static double peakMegabytesOf(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElse(Double.NaN);
    }
}
