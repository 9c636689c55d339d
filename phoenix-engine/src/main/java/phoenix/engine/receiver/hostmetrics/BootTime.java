package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.io.IOException;
import java.time.InstantSource;

/**
 * When the host started, in whole seconds: the start time of its counters. In a container of Docker or LXC the
 * Collector takes the uptime off the clock, elsewhere it takes the kernel's {@code btime}; the two can differ by a
 * second, so this follows it.
 */
final class BootTime {
    private BootTime() {}

    /** Seconds since the epoch. */
    static long readUnixSeconds(HostPaths paths, TextReader reader, InstantSource clock) throws IOException {
        return isContainer(paths, reader) ? fromUptime(paths, reader, clock) : fromStat(paths, reader);
    }

    private static long fromStat(HostPaths paths, TextReader reader) throws IOException {
        try (TextReader stat = reader.open(paths.proc("stat"))) {
            while (stat.nextLine()) {
                if (stat.lineStartsWith("btime ")) {
                    return stat.skipFields(1).nextNumber();
                }
            }
        }
        throw new MalformedException(paths.proc("stat") + " has no line btime");
    }

    private static long fromUptime(HostPaths paths, TextReader reader, InstantSource clock) throws IOException {
        double nowSeconds = clock.millis() / 1000.0;
        return (long) (nowSeconds - uptimeSeconds(paths, reader));
    }

    /** Seconds since the host started, with the fraction. */
    static double uptimeSeconds(HostPaths paths, TextReader reader) throws IOException {
        reader.readRecord(paths.proc("uptime")).skipFields(1);
        return reader.decimal();
    }

    private static boolean isContainer(HostPaths paths, TextReader reader) {
        if (paths.ownRoot(".dockerenv").exists()) {
            return true;
        }
        return mentions(paths.proc("self/cgroup"), reader, "lxc", "docker")
                || mentions(paths.proc("1/environ"), reader, "container=lxc", "container=lxc");
    }

    private static boolean mentions(File file, TextReader reader, String first, String second) {
        try (TextReader lines = reader.open(file)) {
            while (lines.nextLine()) {
                String line = lines.lineText();
                if (line.contains(first) || line.contains(second)) {
                    return true;
                }
            }
        } catch (IOException _) {
            return false; // no such file, or not for us: the question is answered with the others
        }
        return false;
    }
}
