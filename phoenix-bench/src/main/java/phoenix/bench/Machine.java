package phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that was measured on, in a line. */
final class Machine {
    private Machine() {}

    static String text() throws IOException {
        return cpuModel(Files.readString(Path.of("/proc/cpuinfo"))) + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, Linux " + System.getProperty("os.version")
                + ", load "
                + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0] + " before";
    }

    static String cpuModel(String cpuinfo) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch", "unknown CPU"));
    }
}
