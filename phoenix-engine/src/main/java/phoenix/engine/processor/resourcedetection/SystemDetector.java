package phoenix.engine.processor.resourcedetection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import phoenix.metrics.Attributes;

/** Detector {@code system}: what this host says of itself. Reads a few small files; call it once, not per batch. */
final class SystemDetector {
    private static final System.Logger LOG = System.getLogger(SystemDetector.class.getName());
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Path DEBIAN_VERSION = Path.of("/etc/debian_version");
    private static final List<Path> OS_RELEASE = List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release"));

    private SystemDetector() {}

    /** @param wanted names of the attributes that are on */
    static Attributes detect(List<String> hostnameSources, Set<String> wanted) {
        Attributes.Builder found = Attributes.builder();
        BiConsumer<String, String> add = (key, value) -> {
            if (wanted.contains(key) && !value.isEmpty()) {
                found.put(key, value);
            }
        };
        add.accept("host.name", hostname(hostnameSources));
        add.accept("os.type", osType());
        Map<String, String> release = osRelease();
        add.accept("os.version", osVersion(release));
        add.accept("host.id", machineId());
        add.accept("host.arch", architecture());
        add.accept("os.name", release.getOrDefault("ID", ""));
        add.accept("os.build.id", System.getProperty("os.version", ""));
        return found.build();
    }

    private static String hostname(List<String> sources) {
        for (String source : sources) {
            String name = switch (source) {
                case "os" -> localName(false);
                case "dns", "cname", "lookup" -> localName(true);
                default -> "";
            };
            if (!name.isEmpty()) {
                return name;
            }
        }
        LOG.log(System.Logger.Level.WARNING, "the name of this host could not be found from {0}", sources);
        return "";
    }

    private static String localName(boolean qualified) {
        try {
            InetAddress local = InetAddress.getLocalHost();
            String name = qualified ? local.getCanonicalHostName() : local.getHostName();
            // Without a name to find, Java gives the address: that is no name. "localhost" would make all hosts one.
            return name.equals(local.getHostAddress()) || (qualified && name.equals("localhost")) ? "" : name;
        } catch (UnknownHostException _) {
            return "";
        }
    }

    private static String osType() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }

    /** Debian keeps its point release in a file of its own, which the Collector prefers. */
    private static String osVersion(Map<String, String> release) {
        String exact = "debian".equals(release.get("ID")) ? read(DEBIAN_VERSION) : "";
        return exact.isEmpty() ? release.getOrDefault("VERSION_ID", "") : exact;
    }

    private static String machineId() {
        return read(MACHINE_ID);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return "";
        }
    }

    private static Map<String, String> osRelease() {
        Map<String, String> release = new HashMap<>();
        String text = OS_RELEASE.stream()
                .map(SystemDetector::read)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                release.put(
                        line.substring(0, equals), line.substring(equals + 1).replaceAll("^\"|\"$", ""));
            }
        });
        return release;
    }
}
