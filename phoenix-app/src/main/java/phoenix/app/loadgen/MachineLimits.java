package phoenix.app.loadgen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many processes more this machine takes. What cannot be found out limits nothing. */
final class MachineLimits {
    /** A shell that waits, its page tables and its stack; measured at 0.2 to 0.5 MiB. */
    private static final long PROCESS_KIB = 1024;

    private static final int RESERVE = 100;
    private static final int FILE_BYTES_MAX = 16 << 10;

    private final Path proc;
    private final Path cgroups;

    /**
     * What stands in the way first.
     *
     * @param processes how many there can be
     * @param reason by what they are limited
     */
    record Limit(long processes, String reason) {}

    MachineLimits(Path proc, Path cgroups) {
        this.proc = proc;
        this.cgroups = cgroups;
    }

    Limit read() {
        long running = tasks();
        List<Limit> limits = new ArrayList<>();
        add(limits, number(proc.resolve("sys/kernel/pid_max")) - running, "kernel.pid_max");
        add(limits, number(proc.resolve("sys/kernel/threads-max")) - running, "kernel.threads-max");
        add(limits, column("self/limits", "Max processes", 2) - running, "ulimit -u");
        Path cgroup = cgroup();
        add(
                limits,
                number(cgroup.resolve("pids.max")) - Math.max(0, numberOr(cgroup.resolve("pids.current"), 0)),
                "the cgroup's pids.max");
        // Half of what is free: the load shall not be what fills the memory.
        add(limits, column("meminfo", "MemAvailable:", 1) / 2 / PROCESS_KIB, "free memory");
        return limits.stream()
                .min((a, b) -> Long.compare(a.processes(), b.processes()))
                .orElse(new Limit(Integer.MAX_VALUE, "nothing"));
    }

    private static void add(List<Limit> limits, long processes, String reason) {
        limits.add(new Limit(Math.max(0, processes - RESERVE), reason));
    }

    /** All tasks, threads included: {@code 1/234} in {@code /proc/loadavg}. */
    private long tasks() {
        String text = text(proc.resolve("loadavg"));
        int slash = text == null ? -1 : text.indexOf('/');
        return slash < 0 || text == null ? 0 : parse(text.substring(slash + 1).split(" ", 2)[0], 0);
    }

    private long column(String file, String label, int column) {
        String text = text(proc.resolve(file));
        if (text != null) {
            for (String line : text.lines().toList()) {
                if (line.startsWith(label)) {
                    String[] words = line.strip().split("\\s+", -1);
                    return column < words.length ? parse(words[column], Long.MAX_VALUE / 2) : Long.MAX_VALUE / 2;
                }
            }
        }
        return Long.MAX_VALUE / 2;
    }

    /** Of this process in cgroup 2, or in the pids controller of cgroup 1. */
    private Path cgroup() {
        String text = text(proc.resolve("self/cgroup"));
        if (text != null) {
            for (String line : text.lines().toList()) {
                String[] parts = line.split(":", 3);
                if (parts.length == 3 && (parts[1].isEmpty() || parts[1].equals("pids"))) {
                    Path base = parts[1].isEmpty() ? cgroups : cgroups.resolve("pids");
                    Path own = base.resolve(parts[2].replaceFirst("^/+", ""));
                    // In a container the path may be that of the host: the root is then its own.
                    return Files.exists(own.resolve("pids.max")) ? own : base;
                }
            }
        }
        return cgroups;
    }

    private static long number(Path file) {
        return numberOr(file, Long.MAX_VALUE / 2);
    }

    private static long numberOr(Path file, long otherwise) {
        String text = text(file);
        return text == null ? otherwise : parse(text.strip(), otherwise);
    }

    private static long parse(String text, long otherwise) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return otherwise; // max, unlimited
        }
    }

    /** Whole with the first read: files of sysctl have nothing more to say to a second one. */
    private static @Nullable String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.US_ASCII);
        } catch (IOException _) {
            return null;
        }
    }
}
