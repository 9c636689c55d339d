package phoenix.engine.receiver.hostmetrics;

import java.io.File;
import java.util.Map;

/**
 * Where the host's files are. {@code root_path} puts {@code /proc}, {@code /sys}, {@code /etc}, {@code /dev} and so on
 * under another root, as in a container that has the host mounted; {@code HOST_PROC} and its kin in the environment
 * win over it, as in the Collector.
 */
final class HostPaths {
    private final String root;
    private final Map<String, String> environment;

    /** @param root {@code root_path}; empty or {@code /} for this very host */
    HostPaths(String root, Map<String, String> environment) {
        this.root = root.equals("/") ? "" : root;
        this.environment = environment;
    }

    /** The configured root; empty when it is that of this process. */
    String root() {
        return root;
    }

    File proc(String path) {
        return under("HOST_PROC", "/proc", path);
    }

    File sys(String path) {
        return under("HOST_SYS", "/sys", path);
    }

    File etc(String path) {
        return under("HOST_ETC", "/etc", path);
    }

    File dev(String path) {
        return under("HOST_DEV", "/dev", path);
    }

    /** Not moved by {@code root_path}: what is asked for here concerns the container of this process. */
    File ownRoot(String path) {
        String value = environment.getOrDefault("HOST_ROOT", "");
        return new File(value.isEmpty() ? "/" : value, path);
    }

    /** {@code HOST_PROC_MOUNTINFO}: the mount table to read, instead of that of process 1; empty when not set. */
    String mountInfo() {
        return environment.getOrDefault("HOST_PROC_MOUNTINFO", "");
    }

    private File under(String variable, String folder, String path) {
        String value = environment.getOrDefault(variable, "");
        String base = value.isEmpty() ? root + folder : value;
        return path.isEmpty() ? new File(base) : new File(base, path);
    }
}
