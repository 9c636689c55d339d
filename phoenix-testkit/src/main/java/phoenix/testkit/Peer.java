package phoenix.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A real program that tests run Phoenix beside. Its path comes from an environment variable and from nowhere else; where
 * that is not set, the test is skipped and stands in the list of what the build could not check.
 */
public enum Peer {
    OTELCOL("PHOENIX_OTELCOL", "OpenTelemetry Collector 0.159.0"),
    PROMETHEUS("PHOENIX_PROMETHEUS", "Prometheus 3"),
    PROMETHEUS_242("PHOENIX_PROMETHEUS_242", "Prometheus 2.42, as Debian 12 has it"),
    CHROMIUM("PHOENIX_CHROMIUM", "Chromium");

    private final String variable;
    private final String program;

    Peer(String variable, String program) {
        this.variable = variable;
        this.program = program;
    }

    /** The program's path; without one the calling test is skipped. */
    public Path require() {
        String path = System.getenv(variable);
        boolean named = path != null && !path.isEmpty();
        Assumptions.assumeTrue(named, () -> "needs " + program + ": set " + variable + " to its path, or run .ci/run");
        Path file = Path.of(path);
        // A path that leads nowhere is a mistake to see, not a reason to skip.
        if (!Files.isExecutable(file)) {
            throw new AssertionError(variable + " is " + file + ", which is not an executable file");
        }
        return file;
    }
}
