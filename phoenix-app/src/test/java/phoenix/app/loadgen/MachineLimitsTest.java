package phoenix.app.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phoenix.app.loadgen.MachineLimits.Limit;

class MachineLimitsTest {
    @TempDir
    private Path root;

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text + "\n");
    }

    @BeforeEach
    void aMachine() throws IOException {
        write("proc/loadavg", "0.10 0.20 0.30 1/300 4242");
        write("proc/sys/kernel/pid_max", "32768");
        write("proc/sys/kernel/threads-max", "100000");
        write(
                "proc/self/limits",
                "Limit      Soft Limit  Hard Limit  Units\nMax processes   unlimited   unlimited   processes");
        write("proc/self/cgroup", "0::/user.slice/app.scope");
        write("proc/meminfo", "MemTotal:  99999999 kB\nMemAvailable:   80000000 kB");
    }

    private Limit limit() {
        return new MachineLimits(root.resolve("proc"), root.resolve("cgroup")).read();
    }

    @Test
    void theTightestCounts() throws IOException {
        assertThat(limit()).isEqualTo(new Limit(32_768 - 300 - 100, "kernel.pid_max"));
        write("proc/self/limits", "Max processes             1000                 2000                 processes");
        assertThat(limit()).isEqualTo(new Limit(600, "ulimit -u"));
        write("cgroup/user.slice/app.scope/pids.max", "512");
        write("cgroup/user.slice/app.scope/pids.current", "12");
        assertThat(limit()).isEqualTo(new Limit(400, "the cgroup's pids.max"));
        write("proc/meminfo", "MemAvailable:   409600 kB");
        assertThat(limit()).isEqualTo(new Limit(100, "free memory"));
        write("proc/meminfo", "MemAvailable:   1000 kB");
        assertThat(limit().processes()).isZero();
    }

    @Test
    void anOldCgroupAndTheRootOfAContainerAreFound() throws IOException {
        write("proc/self/cgroup", "5:cpu:/x\n4:pids:/docker/1234");
        write("cgroup/pids/pids.max", "250");
        write("cgroup/pids/pids.current", "50");
        assertThat(limit()).isEqualTo(new Limit(100, "the cgroup's pids.max"));
        write("cgroup/pids/docker/1234/pids.max", "max");
        assertThat(limit().reason()).isEqualTo("kernel.pid_max");
    }

    @Test
    void whatCannotBeFoundOutLimitsNothing() {
        assertThat(new MachineLimits(root.resolve("none"), root.resolve("none"))
                        .read()
                        .processes())
                .isGreaterThan(1_000_000);
    }
}
